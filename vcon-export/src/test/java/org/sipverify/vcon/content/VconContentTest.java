package org.sipverify.vcon.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.ScrubbedMessage;
import org.sipverify.vcon.call.SecretKind;
import org.sipverify.vcon.call.Sheddable;
import org.sipverify.vcon.validate.Validation;

class VconContentTest {
    private static final UUID UUID8 = new UUID(Messages.START.toEpochMilli() << 16 | 0x8000, 1L << 63);
    private static final VconAssertions VCONS = VconAssertions.of("VconContentTest", Validation::of);
    private static final Messages CALL = new Messages("call-1");
    private static final PolicyDecision REJECTED = new PolicyDecision("reject", "on-none", "", 400, "");

    @ParameterizedTest
    @MethodSource
    void eachKindOfCallHasItsShape(Recording call, String outcome, String disposition, String purposes) {
        var vcon = content(call);

        assertEquals(outcome, report(vcon).path("outcome").asText());
        assertEquals(disposition, vcon.at("/dialog/0/disposition").asText());
        assertEquals(purposes, purposes(vcon));
    }

    static Stream<Arguments> eachKindOfCallHasItsShape() {
        var answer = CALL.response(3, "302 Moved Temporarily");
        var ack = CALL.request(9, "ACK");
        var rest = " sip-headers sip-headers sip-message-trace stir-passport-extended stir-verification-report";
        return Stream.of(
                argumentSet(
                        "redirected",
                        decided(call(answer, ack), Messages.VALID, Messages.REDIRECTED),
                        "redirected",
                        "failed",
                        "sip-invite sip-response sip-ack" + rest),
                argumentSet(
                        "rejected",
                        decided(call(CALL.response(1, "400 Bad Request"), ack), verdict("none", ""), REJECTED),
                        "rejected",
                        "failed",
                        "sip-invite sip-response sip-ack" + rest),
                argumentSet(
                        "malformed",
                        decided(
                                call(CALL.response(1, "400 Bad Request"), ack),
                                verdict("malformed", "Malformed Identity header"),
                                REJECTED),
                        "rejected",
                        "failed",
                        "sip-invite sip-response sip-ack" + rest),
                argumentSet(
                        "cancelled",
                        cancelled(call(
                                CALL.response(1, "100 Trying"),
                                CALL.request(200, "CANCEL"),
                                CALL.response(201, "487 Request Terminated"),
                                ack)),
                        "cancelled",
                        "no-answer",
                        "sip-invite sip-ack sip-cancel sip-response" + rest.replace(" stir-verification-report", "")),
                argumentSet(
                        "interrupted by a crash",
                        call(),
                        "interrupted",
                        "failed",
                        "sip-invite sip-headers sip-message-trace stir-passport-extended"),
                argumentSet(
                        "a crash between answer and note",
                        call(answer),
                        "redirected",
                        "failed",
                        "sip-invite sip-response" + rest.replace(" stir-verification-report", "")),
                argumentSet(
                        "closing",
                        cancelled(call(CALL.response(5, "503 Service Unavailable"))),
                        "refused",
                        "congestion",
                        "sip-invite sip-response" + rest.replace(" stir-verification-report", "")),
                argumentSet(
                        "a fault of ours",
                        ended(call(CALL.response(5, "500 Server Internal Error"))),
                        "failed",
                        "failed",
                        "sip-invite sip-response" + rest.replace(" stir-verification-report", "")));
    }

    @Test
    void saysWhoCalledWhomAndWhen() {
        var vcon = content(
                decided(call(CALL.response(126, "302 Moved Temporarily")), Messages.VALID, Messages.REDIRECTED));

        assertEquals(UUID8.toString(), vcon.path("uuid").asText());
        assertEquals("2026-11-20T10:15:30.123Z", vcon.path("created_at").asText());
        assertEquals("+15551234567", vcon.at("/parties/0/tel").asText());
        assertEquals("ACME Corporation", vcon.at("/parties/0/name").asText());
        assertEquals("A \"quoted\" name", vcon.at("/parties/0/sip_display_name").asText());
        assertEquals(
                "sip:caller@192.0.2.1:5060;transport=udp",
                vcon.at("/parties/0/sip_contact").asText());
        assertEquals("Trunk/1.0", vcon.at("/parties/0/sip_user_agent").asText());
        assertEquals(Messages.PASSPORT, vcon.at("/parties/0/stir").asText());
        assertEquals("organization", vcon.at("/parties/2/type").asText());
        assertEquals("sip:sip.example", vcon.at("/parties/2/sip").asText());
        assertEquals(0.126, vcon.at("/dialog/0/duration").asDouble());
        assertEquals(7, vcon.at("/dialog/0/sip_cseq").intValue());
        assertEquals("theirs", vcon.at("/dialog/0/sip_from_tag").asText());
        assertEquals("ours", vcon.at("/dialog/0/sip_to_tag").asText());
        assertEquals(
                "0123456789abcdef0123456789abcdef",
                vcon.at("/dialog/0/session_id/local").asText());
        assertEquals(
                "sip:+14155551234@pbx.example", report(vcon).at("/targets/0").asText());
        assertTrue(report(vcon).at("/capture/complete").asBoolean());
    }

    @Test
    void theTraceHasOnlyHeadersThatAreKnownToBeHarmless() {
        var vcon = content(ended(call(CALL.response(1, "302 Moved Temporarily"))));

        var trace = attachment(vcon, "sip-message-trace").path("body");

        assertEquals("call-1", trace.path("call_id").asText());
        assertEquals("INVITE", trace.at("/messages/0/method").asText());
        assertEquals(302, trace.at("/messages/1/status_code").asInt());
        assertEquals("sent", trace.at("/messages/1/direction").asText());
        assertEquals("VALID", trace.at("/messages/1/headers/X-VVP-Status").asText());
        assertTrue(trace.at("/messages/0/headers/Identity").isMissingNode());
    }

    @ParameterizedTest
    @MethodSource
    void verdictsAreSaidInStirsWords(String outcome, String reason, String result, String said) {
        var vcon = content(decided(call(), verdict(outcome, reason), Messages.REDIRECTED));

        var body = attachment(vcon, "stir-verification-report").path("body");

        assertEquals(result, body.path("result").asText());
        assertEquals(said, body.path("reason").asText());
    }

    static Stream<Arguments> verdictsAreSaidInStirsWords() {
        return Stream.of(
                argumentSet("valid", "valid", "", "verified", ""),
                argumentSet("signature", "invalid", "SIGNATURE_INVALID", "failed", "SIGNATURE_INVALID"),
                argumentSet("expired", "invalid", "TOKEN_EXPIRED", "stale", "TOKEN_EXPIRED"),
                argumentSet("too old", "invalid", "IAT_DRIFT", "stale", "IAT_DRIFT"),
                argumentSet("revoked", "invalid", "CREDENTIAL_REVOKED", "certificate-error", "CREDENTIAL_REVOKED"),
                argumentSet(
                        "indeterminate",
                        "indeterminate",
                        "DOSSIER_FETCH_FAILED",
                        "certificate-error",
                        "INDETERMINATE DOSSIER_FETCH_FAILED"),
                argumentSet("none", "none", "", "no-signature", ""),
                argumentSet("malformed", "malformed", "Missing PASSporT", "failed", "Missing PASSporT"),
                argumentSet("no verdict: no report", "error", "VERIFIER_TIMEOUT", "", ""));
    }

    @Test
    void whatIsMissingIsSaid() {
        var call =
                call(CALL.response(1, "100 Trying"), CALL.response(3, "302 Moved Temporarily"), CALL.request(9, "ACK"));
        call.shed(Sheddable.TRACE);
        call.shed(Sheddable.MESSAGES);

        var vcon = content(call);

        assertEquals("sip-invite sip-response sip-headers sip-headers stir-passport-extended", purposes(vcon));
        assertFalse(report(vcon).at("/capture/complete").asBoolean());
        assertEquals(2, report(vcon).at("/capture/dropped_messages").asInt());
        assertEquals(3, report(vcon).at("/capture/gaps").size());
    }

    @Test
    void octetsThatAreNoUtf8AreKeptInBase64() {
        var invite = CALL.invite("Subject: caf\u00e9\n", "");
        for (var i = 0; i < invite.length; i++) {
            invite[i] = invite[i] == (byte) 0xc3 ? (byte) 0xe9 : invite[i];
        }

        var vcon = content(ended(new Recording(UUID8, CALL.arrival(invite), Set.of())));

        assertEquals(
                "base64url", attachment(vcon, "sip-invite").path("encoding").asText());
    }

    @Test
    void sdpAndWhatWasRemovedAreTold() {
        var invite = CALL.invite("Content-Type: application/sdp\n", "v=0\r\na=ice-pwd:xxxx\r\n");

        var vcon = content(ended(new Recording(UUID8, CALL.arrival(invite), Set.of(SecretKind.SDP_ICE_PASSWORD))));

        assertEquals(
                "v=0\r\na=ice-pwd:xxxx\r\n",
                attachment(vcon, "sip-sdp").path("body").asText());
        assertEquals("[\"a=ice-pwd\"]", report(vcon).at("/removed/sdp").toString());
    }

    @Test
    void eachKindOfAttachmentCanBeSwitchedOff() {
        for (var purpose : Purpose.values()) {
            var others = EnumSet.complementOf(EnumSet.of(purpose));
            var call = decided(call(CALL.response(1, "302 Moved Temporarily")), Messages.VALID, Messages.REDIRECTED);
            var vcon = sound(new VconContent(new ContentConfig("sip.example", "us", others, Set.of())).of(call));

            assertFalse(purposes(vcon).contains(purpose.text()), purpose.text());
        }
    }

    @Test
    void theBareFactsAreAVconToo() {
        var call = decided(call(), Messages.VALID, Messages.REDIRECTED);

        var vcon = sound(new VconContent(config()).bare(call));

        assertEquals("+15551234567", vcon.at("/parties/0/tel").asText());
        assertEquals("redirected", report(vcon).path("outcome").asText());
    }

    private static Recording call(RecordedMessage... messages) {
        var invite = CALL.invite("Identity: " + Messages.PASSPORT + ";ppt=vvp\n", "");
        var call = new Recording(UUID8, CALL.arrival(invite), Set.of());
        List.of(messages).forEach(message -> call.add(new ScrubbedMessage(message, Set.of())));
        return call;
    }

    private static Recording decided(Recording call, RecordedVerdict verdict, PolicyDecision decided) {
        call.found(verdict);
        call.decided(decided);
        return ended(call);
    }

    private static Recording cancelled(Recording call) {
        call.cancelled(Messages.START.plusMillis(200));
        return ended(call);
    }

    private static Recording ended(Recording call) {
        call.end(Messages.START.plusMillis(500));
        return call;
    }

    private static RecordedVerdict verdict(String outcome, String reason) {
        return Messages.verdict(outcome, "", reason, "", "", "");
    }

    private static ContentConfig config() {
        return new ContentConfig("sip.example", "us", EnumSet.allOf(Purpose.class), Set.of());
    }

    private static ObjectNode content(Recording call) {
        return sound(new VconContent(config()).of(call));
    }

    private static ObjectNode sound(ObjectNode vcon) {
        VCONS.isValid(vcon.toString());
        return vcon;
    }

    private static JsonNode report(ObjectNode vcon) {
        return vcon.at("/analysis/0/body");
    }

    private static JsonNode attachment(ObjectNode vcon, String purpose) {
        for (var attachment : vcon.path("attachments")) {
            if (attachment.path("purpose").asText().equals(purpose)) {
                return attachment;
            }
        }
        return MissingNode.getInstance();
    }

    private static String purposes(ObjectNode vcon) {
        return String.join(" ", vcon.path("attachments").findValuesAsText("purpose"));
    }
}
