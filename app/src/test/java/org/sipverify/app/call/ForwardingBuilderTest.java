package org.sipverify.app.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.sip.Headers;
import org.sipverify.verifier.Verification;

/** What the outgoing INVITE of a bridged call says of its caller. */
class ForwardingBuilderTest {
    private final ShippedFlow shipped = new ShippedFlow();

    @AfterEach
    void close() {
        shipped.close();
    }

    private Headers forwarded(Verification verification, FakeCall call, String present) throws Exception {
        var policy = ShippedFlow.policy("""
                bridge-udp-from-anyone = true
                on-valid = { action = bridge, present = [%s] }
                on-invalid = ${on-valid}
                """.formatted(present));
        shipped.flow(verification, "", policy).onInvite(call);
        return call.forwarding.headers();
    }

    /** RFC 8588 section 4, and ATIS-1000074 for what the callee sees of it. */
    @ParameterizedTest
    @CsvSource(
            value = {"A; A", "C; C", "D; ''", "a; ''", "; ''"},
            delimiter = ';')
    void theAttestationIsThatOfThePassport(String signed, String shown) throws Exception {
        var call = signed(signed);

        var headers = forwarded(Verification.valid("+15551234567"), call, "attestation");

        assertEquals(shown, headers.first("P-Attestation-Indicator").orElse(""));
    }

    @Test
    void whatIsNotVerifiedAttestsNothing() throws Exception {
        var call = signed("A");

        var headers = forwarded(Verification.invalid("SIGNATURE_INVALID", ""), call, "attestation");

        assertEquals(Optional.empty(), headers.first("P-Attestation-Indicator"));
    }

    /** Parameters of the user part, of which verstat may be one, are the caller's word. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "+15551234567, <tel:+15551234567;verstat=TN-Validation-Failed>",
                "+15551234567;verstat=TN-Validation-Passed, <tel:+15551234567;verstat=TN-Validation-Failed>",
                "alice, ''",
                "+1555123456789012, ''",
            })
    void theNumberIsThatOfTheCaller(String from, String asserted) throws Exception {
        var call = FakeCall.withCredentials().between(from, "+14155551234");

        var headers = forwarded(Verification.invalid("SIGNATURE_INVALID", ""), call, "verstat");

        assertEquals(asserted, headers.first("P-Asserted-Identity").orElse(""));
    }

    private static FakeCall signed(String attest) {
        var vvp = FakeCall.withCredentials()
                .invite()
                .headers()
                .first("P-VVP-Identity")
                .orElseThrow();
        return FakeCall.with(Headers.NONE.with("Identity", identity(attest)).with("P-VVP-Identity", vvp));
    }

    private static String identity(String attest) {
        var claims = attest == null ? "{}" : "{\"attest\":\"" + attest + "\"}";
        var token = part("{\"alg\":\"EdDSA\",\"typ\":\"passport\",\"ppt\":\"vvp\"}") + "." + part(claims) + "."
                + part("signature");
        return token + ";info=<https://signer.example/oobi>;alg=EdDSA;ppt=vvp";
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
