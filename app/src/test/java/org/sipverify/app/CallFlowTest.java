package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.policy.Policy;
import org.sipverify.sip.Headers;
import org.sipverify.vcon.Judge;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.VconConfig;
import org.sipverify.vcon.VconExporter;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;

/** The flow under the policy that is shipped, unless a test says otherwise. */
class CallFlowTest {
    private static final Policy SHIPPED = Policy.read(new File("../conf/policy.conf"), "pbx.example:5060");
    private static final Brand ACME = new Brand("ACME Corporation", "https://cdn.acme.example/logo.png");
    private static final Verification VALID = Verification.valid("+15551234567").withBrand(Optional.of(ACME));

    @TempDir
    private Path directory;

    private final Meters meters = new Meters();
    private Optional<VconExporter> vcons = Optional.empty();
    private CallContext asked;

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void aValidCallShowsWhoCalls() throws Exception {
        var call = FakeCall.withCredentials();

        flow(VALID).onInvite(call);

        assertEquals(302, call.answer().status());
        assertEquals("VALID", call.header("X-VVP-Status"));
        assertEquals("ACME Corporation", call.header("X-VVP-Brand-Name"));
        assertEquals("https://cdn.acme.example/logo.png", call.header("X-VVP-Brand-Logo"));
        assertEquals("+15551234567", call.header("X-VVP-Caller-ID"));
        assertEquals("", call.header("X-VVP-Error"));
        assertEquals("<sip:+14155551234@pbx.example:5060>", call.header("Contact"));
    }

    @ParameterizedTest
    @MethodSource
    void answersEachFinding(Verification verification, String settings, String expected) throws Exception {
        var call = FakeCall.withCredentials();

        flow(verification, settings, SHIPPED).onInvite(call);

        assertEquals(expected, shown(call));
    }

    static Stream<Arguments> answersEachFinding() {
        var warning =
                Verification.warning("vetter_not_authorised_for_jurisdiction").withBrand(Optional.of(ACME));
        var reason = " vetter_not_authorised_for_jurisdiction";
        return Stream.of(
                argumentSet("valid", VALID, "", "302 VALID ACME Corporation +15551234567"),
                argumentSet(
                        "invalid, with its code",
                        Verification.invalid("CREDENTIAL_REVOKED", "CREDENTIAL_REVOKED"),
                        "",
                        "302 INVALID CREDENTIAL_REVOKED"),
                argumentSet(
                        "indeterminate",
                        Verification.indeterminate("DOSSIER_FETCH_FAILED", "DOSSIER_FETCH_FAILED"),
                        "",
                        "302 INDETERMINATE DOSSIER_FETCH_FAILED"),
                argumentSet(
                        "must not 7: the VERIFIER_ codes are seen",
                        Verification.error(NoVerdict.VERIFIER_TIMEOUT),
                        "",
                        "302 INDETERMINATE VERIFIER_TIMEOUT"),
                argumentSet(
                        "must not 15: the fallback status is not ignored",
                        Verification.error(NoVerdict.VERIFIER_UNREACHABLE),
                        "fallback-status = INVALID",
                        "302 INVALID VERIFIER_UNREACHABLE"),
                argumentSet(
                        "must not 5: a warning taken for indeterminate shows no brand",
                        warning,
                        "",
                        "302 INDETERMINATE" + reason),
                argumentSet(
                        "a warning taken for valid",
                        warning,
                        "warning-as = valid",
                        "302 VALID ACME Corporation" + reason),
                argumentSet(
                        "a warning of its own",
                        warning,
                        "warning-as = warning",
                        "302 WARNING ACME Corporation" + reason),
                argumentSet(
                        "must not 1: null claims and null errors",
                        VALID.withReport("r-1", JsonNodeFactory.instance.nullNode(), MissingNode.getInstance()),
                        "",
                        "302 VALID ACME Corporation +15551234567"));
    }

    @Test
    void aCallWithoutCredentialsIsRefusedUnverified() throws Exception {
        var call = FakeCall.bare();

        flow((credentials, context) -> {
                    throw new AssertionError("asked about " + credentials);
                })
                .onInvite(call);

        assertEquals("400 Missing VVP verification headers", shown(call));
        assertEquals("", call.header("X-VVP-Status"));
    }

    @Test
    void aMalformedCallIsToldWhatIsWrong() throws Exception {
        var call = FakeCall.with(Headers.NONE.with("Identity", "<e30"));

        flow(VALID).onInvite(call);

        assertEquals("400 Malformed Identity header", shown(call));
    }

    @Test
    void inboundVerdictsAreNeverBelievedOrEchoed() throws Exception {
        var call = FakeCall.withCredentials().also("X-VVP-Status", "VALID").also("X-VVP-Brand-Name", "Forged");

        flow(Verification.invalid("TOKEN_EXPIRED", "PASSPORT_EXPIRED")).onInvite(call);

        assertEquals("302 INVALID TOKEN_EXPIRED", shown(call));
    }

    @Test
    void theCallersHeadersArePassedThroughUnlessSwitchedOff() throws Exception {
        var call = FakeCall.withCredentials();
        var other = FakeCall.withCredentials();

        flow(VALID).onInvite(call);
        new CallFlow((credentials, context) -> VALID, config(""), () -> SHIPPED, new Answers(false), records(), "")
                .onInvite(other);

        assertEquals(
                call.invite().headers().first("P-VVP-Identity"),
                call.answer().expendable().first("P-VVP-Identity"));
        assertEquals(Headers.NONE, other.answer().expendable());
    }

    @Test
    void nonAsciiIsPercentEncoded() throws Exception {
        var call = FakeCall.withCredentials();
        var brand = new Brand("Café 100%", "https://cdn.example/löwe%20.png");

        flow(VALID.withBrand(Optional.of(brand))).onInvite(call);

        assertEquals("Caf%C3%A9 100%25", call.header("X-VVP-Brand-Name"));
        assertEquals("https://cdn.example/l%C3%B6we%20.png", call.header("X-VVP-Brand-Logo"));
    }

    @Test
    void aPolicyHeaderReplacesTheServersOwn() throws Exception {
        var call = FakeCall.withCredentials();
        var policy = policy("on-valid.headers { X-VVP-Brand-Name = \"{brand_name} ({outcome})\", X-Claim = \"a\" }");

        flow(VALID, "", policy).onInvite(call);

        assertEquals(
                "[ACME Corporation (valid)]",
                call.answer().headers().all("x-vvp-brand-name").toString());
        assertEquals("a", call.header("X-Claim"));
        assertEquals("VALID", call.header("X-VVP-Status"));
    }

    @Test
    void anObservingPolicySendsEveryCallOn() throws Exception {
        var call = FakeCall.bare();

        flow(VALID, "", policy("mode = observe")).onInvite(call);

        assertEquals(302, call.answer().status());
        assertEquals("<sip:+14155551234@pbx.example:5060>", call.header("Contact"));
    }

    @ParameterizedTest
    @MethodSource
    void numbersAreCanonical(String from, String to, String orig, String fromUri, String contact) throws Exception {
        var call = FakeCall.withCredentials().between(from, to);

        flow((credentials, context) -> {
                    asked = context;
                    return VALID;
                })
                .onInvite(call);

        assertEquals(orig, asked.orig());
        assertEquals(fromUri, asked.fromUri());
        assertEquals(contact, call.header("Contact"));
    }

    static Stream<Arguments> numbersAreCanonical() {
        return Stream.of(
                argumentSet(
                        "E.164",
                        "+15551234567",
                        "+14155551234",
                        "+15551234567",
                        "sip:+15551234567@carrier.example",
                        "<sip:+14155551234@pbx.example:5060>"),
                argumentSet(
                        "the plus is missing, separators are there",
                        "1-555-123.4567",
                        "1(415)5551234;npdi",
                        "+15551234567",
                        "sip:+15551234567@carrier.example",
                        "<sip:+14155551234@pbx.example:5060>"),
                argumentSet(
                        "must not 8: no number in To, no sip:sip: in Contact",
                        "anonymous",
                        "911",
                        "anonymous",
                        "sip:anonymous@carrier.example",
                        "<sip:911@pbx.example:5060>"),
                argumentSet("nobody in To", "", "", "", "sip:carrier.example", "<sip:pbx.example:5060>"));
    }

    @Test
    void aCancelledCallIsNotAnswered() {
        var call = FakeCall.withCredentials();

        assertThrows(InterruptedException.class, () -> flow((credentials, context) -> {
                    throw new InterruptedException();
                })
                .onInvite(call));

        assertEquals(0, call.answers.size());
    }

    @Test
    void theCallIsWrittenDownOnceItIsOver() throws Exception {
        var settings = Configuration.load(Optional.empty(), Map.of("vcon.directory", directory.toString()))
                .settings()
                .getConfig("vcon");
        var exporter = VconExporter.start(
                VconConfig.from(settings, "sip.example").orElseThrow(), Seal.NONE, StoredListener.NONE, meters.vcons());
        vcons = Optional.of(exporter);
        var call = FakeCall.withCredentials();

        flow(VALID).onInvite(call);
        call.end();
        exporter.close();

        assertEquals(1, Judge.of("CallFlowTest").keep(directory));
        try (var files = Files.walk(directory)) {
            var vcon = files.filter(file -> file.toString().endsWith(".vcon")).findFirst();
            var text = Files.readString(vcon.orElseThrow());
            assertTrue(text.contains("+15551234567") && text.contains("call-1"), text);
        }
    }

    private CallFlow flow(Verification verification) {
        return flow((credentials, context) -> verification);
    }

    private CallFlow flow(Verification verification, String settings, Policy policy) {
        return new CallFlow(
                (credentials, context) -> verification,
                config(settings),
                () -> policy,
                new Answers(true),
                records(),
                "");
    }

    private CallFlow flow(Verifier verifier) {
        return new CallFlow(verifier, config(""), () -> SHIPPED, new Answers(true), records(), "");
    }

    private CallRecords records() {
        return new CallRecords(new Audit(), meters, vcons, "sip.example", InstantSource.system());
    }

    private static VerifierConfig config(String edit) {
        var defaults = Configuration.load(Optional.empty(), Map.of()).settings().getConfig("verifier");
        return VerifierConfig.from(ConfigFactory.parseString(edit).withFallback(defaults));
    }

    private static Policy policy(String edit) {
        var shipped = ConfigFactory.parseFile(new File("../conf/policy.conf"));
        return Policy.from(ConfigFactory.parseString(edit).withFallback(shipped), "pbx.example:5060");
    }

    private static String shown(FakeCall call) {
        return Stream.of(
                        Integer.toString(call.answer().status()),
                        call.header("X-VVP-Status"),
                        call.header("X-VVP-Brand-Name"),
                        call.header("X-VVP-Caller-ID"),
                        call.header("X-VVP-Error"),
                        call.header("X-VVP-Warning-Reason"))
                .filter(text -> !text.isEmpty())
                .reduce((one, two) -> one + " " + two)
                .orElseThrow();
    }
}
