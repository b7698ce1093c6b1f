package org.sipverify.sip.sips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.sips.SipsStandIn.field;
import static org.sipverify.sip.sips.SipsStandIn.method;
import static org.sipverify.sip.sips.SipsStandIn.response;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.sips.ProbeDetails.Call;
import org.sipverify.sip.sips.ProbeDetails.Call.Media;
import org.sipverify.sip.sips.ProbeResult.Answer;
import org.sipverify.testkit.Eventually;

/** INVITE, and that the call is over afterwards. */
class InviteProbeTest extends Probing {
    private static final Duration RING = Duration.ofMillis(300);

    private static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "a=sendonly",
            "m=audio 40000 RTP/AVP 0 101",
            "a=recvonly",
            "m=video 0 RTP/SAVP 96",
            "");

    private static Call details(ProbeResult result) {
        return (Call) result.details();
    }

    private static List<String> methods(SipsStandIn server) {
        return server.requests.stream().map(SipsStandIn::method).toList();
    }

    @Test
    void aCallThatIsAcceptedIsAcknowledgedAndEnded() throws Exception {
        try (var server = answering(request -> switch (method(request)) {
            case "INVITE" ->
                List.of(
                        response(request, "100 Trying"),
                        response(request, "180 Ringing"),
                        response(
                                request,
                                "200 OK",
                                "Contact: <sips:desk@192.0.2.7:5061;x=y>",
                                "Record-Route: <sips:p2.example.com;lr>, <sips:p1.example.com;lr>",
                                "Content-Type: application/sdp",
                                "\n" + SDP));
            case "BYE" -> List.of(response(request, "200 OK"));
            default -> List.of();
        })) {
            var result = probe.invite(order(server.port()), Duration.ofSeconds(30));

            assertTrue(result.isSuccess(), result::toString);
            assertEquals(
                    List.of(100, 180),
                    details(result).provisional().stream().map(Answer::status).toList());
            assertEquals(
                    List.of(
                            new Media("audio", 40000, "RTP/AVP", List.of("0", "101"), "recvonly"),
                            new Media("video", 0, "RTP/SAVP", List.of("96"), "sendonly")),
                    details(result).media());
            assertEquals(Optional.of(200), details(result).ending().map(Answer::status));
            assertEquals(List.of("INVITE", "ACK", "BYE"), methods(server));
            var invite = server.requests.get(0);
            assertTrue(invite.contains("\r\nm=audio 9 RTP/AVP 0 8 101\r\n"), invite);
            for (var within : server.requests.subList(1, 3)) {
                assertTrue(within.startsWith(method(within) + " sips:desk@192.0.2.7:5061;x=y SIP/2.0\r\n"), within);
                assertEquals("<sips:bob@example.com>;tag=stand-in", field(within, "To"));
                assertTrue(
                        within.contains("\r\nRoute: <sips:p1.example.com;lr>\r\nRoute: <sips:p2.example.com;lr>\r\n"),
                        within);
            }
            assertEquals("1 ACK", field(server.requests.get(1), "CSeq"));
        }
    }

    /** A body has at most 64 KiB. */
    @Test
    void mediaLinesOfAnyLengthAreRead() {
        var endless = "m=audio 9 RTP/AVP" + " 0".repeat(32_000);

        assertEquals(32, Sdp.media(endless).get(0).formats().size());
        assertEquals(32, Sdp.media("m=audio 9 RTP/AVP 0\r\n".repeat(3000)).size());
        assertEquals(List.of(), Sdp.media("m=audio\r\nm=audio x y z\r\na=inactive"));
    }

    @Test
    void aCallThatRingsIsCancelled() throws Exception {
        var ringing = new AtomicReference<String>("");
        try (var server = answering(request -> switch (method(request)) {
            case "INVITE" -> {
                ringing.set(request);
                yield List.of(response(request, "180 Ringing"));
            }
            case "CANCEL" -> List.of(response(request, "200 OK"), response(ringing.get(), "487 Request Terminated"));
            default -> List.of();
        })) {
            var result = probe.invite(order(server.port()), RING);

            assertFalse(result.isSuccess());
            assertEquals(487, result.answer().orElseThrow().status());
            assertEquals(1, details(result).provisional().size());
            Eventually.isTrue(
                    () -> methods(server).equals(List.of("INVITE", "CANCEL", "ACK")), server.requests::toString);
            assertEquals(field(server.requests.get(0), "Via"), field(server.requests.get(1), "Via"));
            assertEquals("1 CANCEL", field(server.requests.get(1), "CSeq"));
        }
    }

    /** The answer and the CANCEL have met on the way. */
    @Test
    void aCallThatIsAcceptedWhileItIsCancelledIsEnded() throws Exception {
        var ringing = new AtomicReference<String>("");
        try (var server = answering(request -> switch (method(request)) {
            case "INVITE" -> {
                ringing.set(request);
                yield List.of(response(request, "180 Ringing"));
            }
            case "CANCEL" -> List.of(response(request, "481 Too Late"), response(ringing.get(), "200 OK"));
            case "BYE" -> List.of(response(request, "200 OK"));
            default -> List.of();
        })) {
            var result = probe.invite(order(server.port()), RING);

            assertTrue(result.isSuccess(), result::toString);
            assertEquals(List.of("INVITE", "CANCEL", "ACK", "BYE"), methods(server));
        }
    }

    @Test
    void aCallThatNobodyAnswersIsGivenUp() throws Exception {
        try (var server = answering(request -> List.of())) {
            var result = probe.invite(order(server.port(), Duration.ofSeconds(1), ""), RING);

            assertEquals(ProbeError.TIMEOUT, result.problem().orElseThrow().error());
            assertEquals(List.of("INVITE"), methods(server));
        }
    }

    @Test
    void aChallengeIsAcknowledgedAndAnswered() throws Exception {
        var digest = new DigestServer("SHA-256", "auth", "alice", "secret");
        try (var server = answering(request -> method(request).equals("ACK")
                ? List.of()
                : List.of(
                        digest.accepts(request, "n1")
                                ? response(request, "486 Busy Here")
                                : response(request, "401 Unauthorized", digest.challenge("n1", ""))))) {
            var result = probe.invite(order(server.port(), LONG, "secret"), LONG);

            assertEquals(486, result.answer().orElseThrow().status());
            assertEquals("SHA-256", result.proof().proofs().get(0).algorithm());
            assertEquals("INVITE", methods(server).get(2));
        }
    }
}
