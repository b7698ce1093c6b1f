package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

/** What belongs to nothing: it is not searched for, not answered, and not remembered. */
class StrayMessagesTest extends AdmissionServer {
    /**
     * This server sends no requests, so a response is never expected, whatever it says and wherever it comes from. A
     * request whose branch is not of RFC 3261 is answered like any other.
     */
    @Tag("slow")
    @Test
    void neitherOldBranchesNorStrayResponsesAreSearchedFor() throws Exception {
        start("rate-per-source = 0, rate = 0", 5000);
        try (var flood = new UdpPeer(port);
                var caller = new UdpPeer(port)) {
            for (var i = 1; i <= 1500; i++) {
                flood.send(
                        Message.of("INVITE", flood.port()).with("X-Wait: yes").toString());
                if (i % AT_ONCE == 0) {
                    awaitCalls(i);
                }
            }
            var response = Message.of("INVITE", flood.port()).toString().replaceFirst("INVITE .*", "SIP/2.0 200 OK");
            var old = Message.of("OPTIONS", flood.port()).branch("1").toString();
            for (var i = 1; i <= 2500; i++) {
                flood.send(old);
                flood.send(response);
                if (i % AT_ONCE == 0) {
                    var sent = i;
                    assertEquals(i, meter.awaitLost(Loss.STRAY_RESPONSE, i));
                    Eventually.isTrue(() -> meter.requestsSoFar("OPTIONS") >= sent);
                }
                if (i % 250 == 0) {
                    caller.send(Message.of("OPTIONS", caller.port()).toString());
                    assertTrue(caller.receive().startsWith("SIP/2.0 200"));
                }
            }
        }
    }

    @Test
    void lineEndsFromAnywhereGetNoPongAndLeaveNoTrace() throws Exception {
        start("ban-udp = true, ban-after = 1", 100);
        for (var i = 0; i < 1000; i++) {
            try (var anybody = new UdpPeer(port, "127.%d.%d.7".formatted(i % 100 + 1, i % 250))) {
                anybody.send("\r\n\r\n");
                if (i % 100 == 0) {
                    assertEquals(Optional.empty(), anybody.receiveWithin(100));
                }
            }
        }

        try (var caller = new UdpPeer(port)) {
            caller.send(Message.of("OPTIONS", caller.port()).toString());
            assertTrue(caller.receive().startsWith("SIP/2.0 200"));
        }
        assertTrue(
                server.admission().sources() <= 1,
                "sources: " + server.admission().sources());
        assertEquals(0, server.admission().bans());
    }
}
