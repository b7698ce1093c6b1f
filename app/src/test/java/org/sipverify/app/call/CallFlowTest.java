package org.sipverify.app.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.config.Configuration;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.sip.Headers;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.VconConfig;
import org.sipverify.vcon.record.VconExporter;
import org.sipverify.vcon.validate.ExternalFiles;
import org.sipverify.vcon.validate.Validation;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;

/** The flow under the policy that is shipped, unless a test says otherwise. */
class CallFlowTest {
    private static final Brand ACME = new Brand("ACME Corporation", "https://cdn.acme.example/logo.png");
    private static final Verification VALID = Verification.valid("+15551234567").withBrand(Optional.of(ACME));

    @TempDir
    private Path directory;

    private final ShippedFlow shipped = new ShippedFlow();

    @AfterEach
    void close() {
        shipped.close();
    }

    @Test
    void aValidCallShowsWhoCalls() throws Exception {
        var call = FakeCall.withCredentials();

        shipped.flow(VALID).onInvite(call);

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

        shipped.flow(verification, settings, ShippedFlow.POLICY).onInvite(call);

        assertEquals(expected, call.shown());
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
                        "the VERIFIER_ codes are seen",
                        Verification.error(NoVerdict.VERIFIER_TIMEOUT),
                        "",
                        "302 INDETERMINATE VERIFIER_TIMEOUT"),
                argumentSet(
                        "the fallback status is not ignored",
                        Verification.error(NoVerdict.VERIFIER_UNREACHABLE),
                        "fallback-status = INVALID",
                        "302 INVALID VERIFIER_UNREACHABLE"),
                argumentSet(
                        "a warning taken for indeterminate shows no brand", warning, "", "302 INDETERMINATE" + reason),
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
                        "null claims and null errors",
                        VALID.withReport(new Verification.Report(
                                "r-1", JsonNodeFactory.instance.nullNode(), MissingNode.getInstance())),
                        "",
                        "302 VALID ACME Corporation +15551234567"));
    }

    @Test
    void aCallWithoutCredentialsIsRefusedUnverified() throws Exception {
        var call = FakeCall.bare();

        shipped.flow((credentials, context, then) -> {
                    throw new AssertionError("asked about " + credentials);
                })
                .onInvite(call);

        assertEquals("400 Missing VVP verification headers", call.shown());
        assertEquals("", call.header("X-VVP-Status"));
    }

    @Test
    void aMalformedCallIsToldWhatIsWrong() throws Exception {
        var call = FakeCall.with(Headers.NONE.with("Identity", "<e30"));

        shipped.flow(VALID).onInvite(call);

        assertEquals("400 Malformed Identity header", call.shown());
    }

    @Test
    void inboundVerdictsAreNeverBelievedOrEchoed() throws Exception {
        var call = FakeCall.withCredentials().also("X-VVP-Status", "VALID").also("X-VVP-Brand-Name", "Forged");

        shipped.flow(Verification.invalid("TOKEN_EXPIRED", "PASSPORT_EXPIRED")).onInvite(call);

        assertEquals("302 INVALID TOKEN_EXPIRED", call.shown());
    }

    @Test
    void anObservingPolicySendsEveryCallOn() throws Exception {
        var call = FakeCall.bare();

        shipped.flow(VALID, "", ShippedFlow.policy("mode = observe")).onInvite(call);

        assertEquals(302, call.answer().status());
        assertEquals("<sip:+14155551234@pbx.example:5060>", call.header("Contact"));
    }

    @Test
    void aCancelStopsTheQuestionToTheVerifier() {
        var call = FakeCall.withCredentials();
        var verdicts = new ArrayList<Consumer<Verification>>();
        var stopped = new AtomicBoolean();
        shipped.flow((credentials, context, then) -> {
                    verdicts.add(then);
                    return () -> stopped.set(true);
                })
                .onInvite(call);

        call.cancel();
        verdicts.get(0).accept(VALID);

        assertTrue(stopped.get());
        assertEquals(0, call.answers.size());
    }

    @Test
    void theCallGoesOnWhenTheVerdictIsThere() {
        var call = FakeCall.withCredentials();
        var verdicts = new ArrayList<Consumer<Verification>>();
        shipped.flow((credentials, context, then) -> {
                    verdicts.add(then);
                    return Question.ANSWERED;
                })
                .onInvite(call);
        assertEquals(0, call.answers.size());

        verdicts.get(0).accept(VALID);

        assertEquals("VALID", call.header("X-VVP-Status"));
    }

    @Test
    void theCallIsWrittenDownOnceItIsOver() throws Exception {
        var settings = Configuration.load(Optional.empty(), Map.of("vcon.directory", directory.toString()))
                .settings()
                .getConfig("vcon");
        var exporter = VconExporter.start(
                VconConfig.from(ConfigSection.of("vcon", settings, directory), "sip.example")
                        .orElseThrow(),
                Seal.NONE,
                StoredListener.NONE,
                shipped.meters.vcons());
        shipped.writeDownBy(exporter);
        var call = FakeCall.withCredentials();

        shipped.flow(VALID).onInvite(call);
        call.end();
        exporter.close();

        assertEquals(
                1,
                VconAssertions.of("CallFlowTest", Validation.with(ExternalFiles.NONE, List.of())::judge)
                        .keep(directory));
        try (var files = Files.walk(directory)) {
            var vcon = files.filter(file -> file.toString().endsWith(".vcon")).findFirst();
            var text = Files.readString(vcon.orElseThrow());
            assertTrue(text.contains("+15551234567") && text.contains("call-1"), text);
        }
    }
}
