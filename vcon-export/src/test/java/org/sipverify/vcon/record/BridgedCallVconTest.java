package org.sipverify.vcon.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.vcon.record.ExporterFiles.vcons;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.VconAssertions;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.VconConfig;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.validate.ExternalFiles;
import org.sipverify.vcon.validate.Validation;

/** One vCon for a bridged call, with a dialog for the caller's leg and one for each try to reach the callee. */
class BridgedCallVconTest {
    private static final Messages CALL = new Messages("call-a");
    private static final PolicyDecision BRIDGED = new PolicyDecision("bridge", "on-valid", "", 200, "");

    @TempDir
    private Path directory;

    private final VconAssertions assertions =
            VconAssertions.of("BridgedCallVconTest", Validation.with(ExternalFiles.NONE, List.of())::judge);

    @AfterEach
    void everyVconIsSound() throws IOException {
        assertions.keep(directory);
    }

    @Test
    void anAnsweredCallHasBothLegsAndTheirMessages() throws Exception {
        try (var exporter = start()) {
            var notes = exporter.open(CALL.arrival(CALL.invite("", "")));
            notes.follow("call-a");
            notes.follow("call-b");
            exporter.message(leg("call-b", Direction.SENT, 10, "INVITE", "1 INVITE"));
            exporter.message(leg("call-b", Direction.RECEIVED, 400, "180 Ringing", "1 INVITE"));
            exporter.message(leg("call-a", Direction.SENT, 401, "180 Ringing", "7 INVITE"));
            exporter.message(leg("call-b", Direction.RECEIVED, 1000, "200 OK", "1 INVITE"));
            exporter.message(leg("call-a", Direction.SENT, 1001, "200 OK", "7 INVITE"));
            notes.answered(Messages.VALID, BRIDGED);
            exporter.message(leg("call-a", Direction.RECEIVED, 1010, "ACK", "7 ACK"));
            exporter.message(leg("call-b", Direction.SENT, 1011, "ACK", "1 ACK"));
            exporter.message(leg("call-b", Direction.RECEIVED, 61_000, "BYE", "2 BYE"));
            exporter.message(leg("call-a", Direction.SENT, 61_001, "BYE", "1 BYE"));
            notes.close();
        }

        var vcon = vcons(directory).get(0);
        assertEquals("answered", vcon.at("/analysis/0/body/outcome").asText());
        assertEquals("callee", vcon.at("/analysis/0/body/released_by").asText());
        assertEquals(List.of("recording-set", "recording-set"), texts(vcon.at("/dialog"), "type"));
        assertEquals(List.of("call-a", "call-b"), texts(vcon.at("/dialog"), "sip_call_id"));
        assertEquals(60.0, vcon.at("/dialog/0/duration").asDouble());
        assertEquals(60.0, vcon.at("/dialog/1/duration").asDouble());
        assertEquals(
                List.of("INVITE", "180", "200", "ACK", "BYE"),
                traced(vcon, 0),
                vcon.at("/attachments").toString());
        assertEquals(List.of("INVITE", "180", "200", "ACK", "BYE"), traced(vcon, 1));
        assertEquals(1, attachment(vcon, 1).at("/body/messages/1/party").asInt());
    }

    /** The dialog is that of the INVITE that was answered. */
    @Test
    void aTargetThatAskedForCredentialsHasTheNumberOfTheSecondInvite() throws Exception {
        try (var exporter = start()) {
            var notes = exporter.open(CALL.arrival(CALL.invite("", "")));
            notes.follow("call-a");
            notes.follow("call-b");
            exporter.message(leg("call-b", Direction.SENT, 10, "INVITE", "1 INVITE"));
            exporter.message(leg("call-b", Direction.RECEIVED, 20, "407 Proxy Authentication Required", "1 INVITE"));
            exporter.message(leg("call-b", Direction.SENT, 21, "ACK", "1 ACK"));
            exporter.message(leg("call-b", Direction.SENT, 22, "INVITE", "2 INVITE"));
            exporter.message(leg("call-b", Direction.RECEIVED, 1000, "200 OK", "2 INVITE"));
            exporter.message(leg("call-a", Direction.SENT, 1001, "200 OK", "7 INVITE"));
            notes.answered(Messages.VALID, BRIDGED);
            exporter.message(leg("call-a", Direction.RECEIVED, 2000, "BYE", "8 BYE"));
            exporter.message(leg("call-b", Direction.SENT, 2001, "BYE", "3 BYE"));
            notes.close();
        }

        var vcon = vcons(directory).get(0);
        assertEquals(7, vcon.at("/dialog/0/sip_cseq").asInt());
        assertEquals(2, vcon.at("/dialog/1/sip_cseq").asInt());
    }

    /** The caller has its place taken by somebody else, hangs up, and so does the callee much later. */
    @Test
    void aTransferAddsALegAndAParty() throws Exception {
        try (var exporter = start()) {
            var notes = exporter.open(CALL.arrival(CALL.invite("", "")));
            notes.follow("call-a");
            notes.follow("call-b");
            exporter.message(leg("call-b", Direction.SENT, 10, "INVITE", "1 INVITE"));
            exporter.message(leg("call-b", Direction.RECEIVED, 1000, "200 OK", "1 INVITE"));
            exporter.message(leg("call-a", Direction.SENT, 1001, "200 OK", "7 INVITE"));
            notes.answered(Messages.VALID, BRIDGED);
            exporter.message(leg("call-a", Direction.RECEIVED, 2000, "REFER", "8 REFER"));
            notes.follow("call-c");
            exporter.message(leg("call-c", Direction.SENT, 2010, "INVITE", "1 INVITE"));
            exporter.message(leg("call-c", Direction.RECEIVED, 3000, "200 OK", "1 INVITE"));
            exporter.message(leg("call-a", Direction.RECEIVED, 3100, "BYE", "9 BYE"));
            exporter.message(leg("call-b", Direction.RECEIVED, 61_000, "BYE", "2 BYE"));
            exporter.message(leg("call-c", Direction.SENT, 61_001, "BYE", "2 BYE"));
            notes.close();
        }

        var vcon = vcons(directory).get(0);
        assertEquals("callee", vcon.at("/analysis/0/body/released_by").asText());
        assertEquals(List.of("[0,1]", "[0,1]", "[1,3]"), shown(vcon.at("/dialog"), "parties"));
        assertEquals("sip:bob@pbx.example", vcon.at("/parties/3/sip").asText());
        assertEquals(3, attachment(vcon, 2).at("/body/messages/1/party").asInt());
    }

    private static List<String> shown(JsonNode list, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(it -> it.path(name).toString())
                .toList();
    }

    @Test
    void eachTryIsADialog() throws Exception {
        try (var exporter = start()) {
            var notes = exporter.open(CALL.arrival(CALL.invite("", "")));
            notes.follow("call-a");
            notes.follow("call-b");
            exporter.message(leg("call-b", Direction.SENT, 10, "INVITE", "1 INVITE"));
            exporter.message(leg("call-b", Direction.RECEIVED, 20, "503 Service Unavailable", "1 INVITE"));
            notes.follow("call-c");
            exporter.message(leg("call-c", Direction.SENT, 30, "INVITE", "1 INVITE"));
            exporter.message(leg("call-c", Direction.RECEIVED, 40, "486 Busy Here", "1 INVITE"));
            exporter.message(leg("call-a", Direction.SENT, 41, "486 Busy Here", "7 INVITE"));
            notes.answered(Messages.VALID, BRIDGED);
            notes.close();
        }

        var vcon = vcons(directory).get(0);
        assertEquals("refused", vcon.at("/analysis/0/body/outcome").asText());
        assertEquals(List.of("busy", "congestion", "busy"), texts(vcon.at("/dialog"), "disposition"));
        assertEquals(List.of("486", "503", "486"), texts(vcon.at("/analysis/0/body/legs"), "final_status"));
        assertEquals(2, vcon.at("/analysis/0/body/targets").size());
    }

    @Test
    void aCancelledCallSaysSo() throws Exception {
        try (var exporter = start()) {
            var notes = exporter.open(CALL.arrival(CALL.invite("", "")));
            notes.follow("call-a");
            notes.follow("call-b");
            exporter.message(leg("call-b", Direction.SENT, 10, "INVITE", "1 INVITE"));
            exporter.message(leg("call-a", Direction.SENT, 500, "487 Request Terminated", "7 INVITE"));
            notes.cancelled();
            notes.close();
        }

        var vcon = vcons(directory).get(0);
        assertEquals("cancelled", vcon.at("/analysis/0/body/outcome").asText());
        assertEquals(List.of("no-answer", "no-answer"), texts(vcon.at("/dialog"), "disposition"));
        assertTrue(vcon.at("/analysis/0/body/capture/complete").asBoolean());
    }

    private static JsonNode attachment(JsonNode vcon, int dialog) {
        return StreamSupport.stream(vcon.at("/attachments").spliterator(), false)
                .filter(it -> it.path("purpose").asText().equals("sip-message-trace"))
                .filter(it -> it.path("dialog").asInt() == dialog)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> traced(JsonNode vcon, int dialog) {
        return StreamSupport.stream(
                        attachment(vcon, dialog).at("/body/messages").spliterator(), false)
                .map(it -> it.has("method")
                        ? it.path("method").asText()
                        : it.path("status_code").asText())
                .toList();
    }

    private static List<String> texts(JsonNode list, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(it -> it.path(name).asText())
                .toList();
    }

    /** A message of a leg, each with a branch of its own. */
    private static RecordedMessage leg(String callId, Direction direction, int after, String what, String cseq) {
        var first = Character.isDigit(what.charAt(0)) ? "SIP/2.0 " + what : what + " sip:bob@pbx.example SIP/2.0";
        var text = """
                %s
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-%s
                From: <sip:alice@carrier.example>;tag=%s-from
                To: <sip:bob@pbx.example>;tag=%s-to
                Call-ID: %s
                CSeq: %s
                Content-Length: 0

                """.formatted(first, cseq.replace(" ", ""), callId, callId, callId, cseq);
        return new RecordedMessage(
                direction,
                Messages.START.plusMillis(after),
                text.replace("\n", "\r\n").getBytes(UTF_8));
    }

    private VconExporter start() throws IOException {
        return VconExporter.start(config(), Seal.NONE, StoredListener.NONE, new CountingMeter());
    }

    private VconConfig config() {
        return ExporterFiles.config(directory, "");
    }
}
