package org.sipverify.app.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.policy.Policy;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.verifier.Verification;

/** Why a call went as it did, in the audit. */
class AuditLogTest {
    private final ShippedFlow shipped = new ShippedFlow();
    private final CapturedLog audit = new CapturedLog("audit");

    @AfterEach
    void close() {
        shipped.close();
        audit.close();
    }

    @ParameterizedTest
    @MethodSource
    void holdsTheVerifiersSentence(Verification verification, String sentence) throws Exception {
        shipped.flow(verification).onInvite(FakeCall.withCredentials());

        assertEquals(sentence, line().path("verifier_message").asText());
    }

    static Stream<Arguments> holdsTheVerifiersSentence() {
        var expired = Verification.invalid("TOKEN_EXPIRED", "PASSPORT_EXPIRED");
        return Stream.of(
                argumentSet(
                        "of the error that decided",
                        with(expired, "DOSSIER_FETCH_FAILED", "gone", "PASSPORT_EXPIRED", "expired 70 s ago"),
                        "expired 70 s ago"),
                argumentSet("none", expired, ""),
                argumentSet("on one line", with(expired, "PASSPORT_EXPIRED", "a\r\nb\u0000c"), "a b c"),
                argumentSet("bounded", with(expired, "PASSPORT_EXPIRED", "m".repeat(900)), "m".repeat(500)),
                argumentSet(
                        "without a password",
                        with(expired, "PASSPORT_EXPIRED", "cannot fetch https://a:s3cret@h/x"),
                        "cannot fetch https://a:xxxxxx@h/x"),
                argumentSet("of a warning", Verification.warning("vetter is out of scope"), "vetter is out of scope"));
    }

    @Test
    void saysWhatAnObservingPolicyWouldHaveDone() throws Exception {
        observe("rules = [{ name = spam, when { outcome = invalid }, action = reject, reason-code = 608,"
                + " reason-phrase = Spam }]");

        assertEquals("reject", line().path("would").asText());
        assertEquals(608, line().path("would_code").asInt());
        assertFalse(line().has("would_target"));
    }

    @Test
    void saysWhereTheCallWouldHaveGone() throws Exception {
        observe("on-invalid { action = redirect, destination-template = \"sip:{dest}@spam.example\" }");

        assertEquals("redirect", line().path("would").asText());
        assertEquals(302, line().path("would_code").asInt());
        assertEquals(
                "sip:+14155551234@spam.example", line().path("would_target").asText());
    }

    @Test
    void saysWhereTheCallWouldHaveBeenBridgedFirst() throws Exception {
        observe("on-invalid { action = bridge,"
                + " destination-template = [\"sip:{dest}@gw1.example\", \"sip:{dest}@gw2.example\"] }");

        assertEquals("bridge", line().path("would").asText());
        assertFalse(line().has("would_code"));
        assertEquals("sip:+14155551234@gw1.example", line().path("would_target").asText());
    }

    @Test
    void anEnforcedPolicyWouldDoNothingElse() throws Exception {
        call(ShippedFlow.POLICY);

        assertFalse(line().has("would") || line().has("would_code") || line().has("would_target"));
    }

    private void observe(String section) throws InterruptedException {
        call(ShippedFlow.policy("mode = observe\n" + section));
    }

    private void call(Policy policy) throws InterruptedException {
        shipped.flow(Verification.invalid("TOKEN_EXPIRED", ""), "", policy).onInvite(FakeCall.withCredentials());
    }

    private JsonNode line() throws Exception {
        return new ObjectMapper().readTree(audit.lines().get(0).substring("INFO ".length()));
    }

    private static Verification with(Verification verdict, String... codesAndMessages) {
        var errors = StrictJson.newObject().putArray("errors");
        for (int i = 0; i < codesAndMessages.length; i += 2) {
            errors.addObject().put("code", codesAndMessages[i]).put("message", codesAndMessages[i + 1]);
        }
        return verdict.withReport(new Verification.Report("", StrictJson.newObject(), errors));
    }
}
