package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

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
import org.sipverify.verifier.Verification;

/** What an answer says of the call: who calls, whom, and what else its headers hold. */
class CallHeadersTest {
    private static final Brand ACME = new Brand("ACME Corporation", "https://cdn.acme.example/logo.png");
    private static final Verification VALID = Verification.valid("+15551234567").withBrand(Optional.of(ACME));

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
        shipped.flow((credentials, context) -> VALID, new Answers(false)).onInvite(other);

        assertEquals(
                call.invite().headers().first("P-VVP-Identity"),
                call.answer().expendable().first("P-VVP-Identity"));
        assertEquals(Headers.NONE, other.answer().expendable());
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

        shipped.flow((credentials, context) -> {
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
}
