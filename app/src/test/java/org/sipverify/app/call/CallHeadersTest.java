package org.sipverify.app.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.Headers;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;

/** What an answer says of the call: who calls, whom, and what else its headers hold. */
class CallHeadersTest {
    private static final Brand ACME = new Brand("ACME Corporation", "https://cdn.acme.example/logo.png");
    private static final Verification VALID = Verification.valid("+15551234567").withBrand(Optional.of(ACME));

    private static final Verification NOT_REACHED = Verification.error(NoVerdict.VERIFIER_UNREACHABLE);

    private final ShippedFlow shipped = new ShippedFlow();
    private CallContext asked;

    @AfterEach
    void close() {
        shipped.close();
    }

    @Test
    void theCallersHeadersArePassedThroughUnlessSwitchedOff() throws Exception {
        var call = FakeCall.withCredentials();
        var other = FakeCall.withCredentials();

        shipped.flow(VALID).onInvite(call);
        shipped.flow(ShippedFlow.saying(VALID), new ResponseBuilder(false)).onInvite(other);

        assertEquals(
                call.invite().headers().first("P-VVP-Identity"),
                call.answer().expendable().first("P-VVP-Identity"));
        assertEquals(Headers.NONE, other.answer().expendable());
    }

    @ParameterizedTest
    @MethodSource
    void onlyTheTokenThatWasJudgedIsPassedOn(List<String> passports, List<String> passedOn) throws Exception {
        for (var verdict :
                List.of(VALID, Verification.invalid("", ""), Verification.indeterminate("", ""), NOT_REACHED)) {
            var call = FakeCall.withCredentials();
            for (var passport : passports) {
                call = call.also("p-vvp-passport", passport.formatted(token(call)));
            }

            shipped.flow(verdict).onInvite(call);

            var token = token(call);
            assertEquals(
                    passedOn.stream().map(passport -> passport.formatted(token)).toList(),
                    call.answer().expendable().all("P-VVP-Passport"));
            assertEquals(
                    call.invite().headers().all("P-VVP-Identity"),
                    call.answer().expendable().all("P-VVP-Identity"));
        }
    }

    static Stream<Arguments> onlyTheTokenThatWasJudgedIsPassedOn() {
        return Stream.of(
                argumentSet("none", List.of(), List.of()),
                argumentSet("the same", List.of("%s"), List.of("%s")),
                argumentSet("the same with blanks", List.of(" %s\t"), List.of("%s")),
                argumentSet("the same twice", List.of("%s", "%s"), List.of("%s")),
                argumentSet("another", List.of("YQ.YQ.YQ"), List.of()),
                argumentSet("the same with more behind", List.of("%sA"), List.of()),
                argumentSet("the same in brackets", List.of("<%s>"), List.of()),
                argumentSet("none that can be read", List.of("x"), List.of()));
    }

    private static String token(FakeCall call) {
        var identity = call.invite().headers().first("Identity").orElseThrow();
        return identity.substring(0, identity.indexOf(';'));
    }

    /** The policy may send malformed calls on, and nothing of theirs was judged. */
    @Test
    void nothingOfAMalformedCallIsPassedOn() throws Exception {
        var call = FakeCall.withCredentials().also("P-VVP-Passport", "YQ.YQ.YQ").also("P-VVP-Passport", "YQ.YQ.Yg");
        var policy = ShippedFlow.policy("on-malformed = null, on-malformed = ${on-valid}");

        shipped.flow(VALID, "", policy).onInvite(call);

        assertEquals(302, call.answer().status());
        assertEquals(Headers.NONE, call.answer().expendable());
    }

    @Test
    void nonAsciiIsPercentEncoded() throws Exception {
        var call = FakeCall.withCredentials();
        var brand = new Brand("Café 100%", "https://cdn.example/löwe%20.png");

        shipped.flow(VALID.withBrand(Optional.of(brand))).onInvite(call);

        assertEquals("Caf%C3%A9 100%25", call.header("X-VVP-Brand-Name"));
        assertEquals("https://cdn.example/l%C3%B6we%20.png", call.header("X-VVP-Brand-Logo"));
    }

    @Test
    void aPolicyHeaderReplacesTheServersOwn() throws Exception {
        var call = FakeCall.withCredentials();
        var policy = ShippedFlow.policy(
                "on-valid.headers { X-VVP-Brand-Name = \"{brand_name} ({outcome})\", X-Claim = \"a\" }");

        shipped.flow(VALID, "", policy).onInvite(call);

        assertEquals(
                "[ACME Corporation (valid)]",
                call.answer().headers().all("x-vvp-brand-name").toString());
        assertEquals("a", call.header("X-Claim"));
        assertEquals("VALID", call.header("X-VVP-Status"));
    }

    @ParameterizedTest
    @MethodSource
    void numbersAreCanonical(String from, String to, String orig, String fromUri, String contact) throws Exception {
        var call = FakeCall.withCredentials().between(from, to);

        shipped.flow((credentials, context, then) -> {
                    asked = context;
                    then.accept(VALID);
                    return Question.ANSWERED;
                })
                .onInvite(call);

        assertEquals(orig, asked.caller().number());
        assertEquals(fromUri, asked.caller().uri());
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
                        "separators go",
                        "+1-555-123.4567",
                        "+1(415)5551234;npdi",
                        "+15551234567",
                        "sip:+15551234567@carrier.example",
                        "<sip:+14155551234@pbx.example:5060>"),
                argumentSet(
                        "without plus and without a region they stay as they are",
                        "15551234567",
                        "4155551234;npdi",
                        "15551234567",
                        "sip:15551234567@carrier.example",
                        "<sip:4155551234@pbx.example:5060>"),
                argumentSet(
                        "no number in To, no sip:sip: in Contact",
                        "anonymous",
                        "911",
                        "anonymous",
                        "sip:anonymous@carrier.example",
                        "<sip:911@pbx.example:5060>"),
                argumentSet("nobody in To", "", "", "", "sip:carrier.example", "<sip:pbx.example:5060>"));
    }
}
