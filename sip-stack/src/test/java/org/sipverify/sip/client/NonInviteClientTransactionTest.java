package org.sipverify.sip.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.testbed.FakeServer;
import org.sipverify.testkit.Eventually;

/** RFC 3261 section 17.1.2, over UDP. */
class NonInviteClientTransactionTest extends Sending {
    /** Timer E doubles its pause up to T2: at 0, 1, 3, 7, 15, 23, 31 times T1 and so on; Timer F is 64 times T1. */
    @Test
    void isRetransmittedUntilTimerF() throws Exception {
        send("OPTIONS");

        var arrivals = new ArrayList<FakeServer.Request>();
        for (var sent = 0; sent < 8; sent++) {
            arrivals.add(server.receive());
        }
        assertEquals("TIMEOUT", events.next());
        assertEquals(
                1, arrivals.stream().map(FakeServer.Request::text).distinct().count());
        for (var at = 1; at < arrivals.size(); at++) {
            var pause = arrivals.get(at).nanos() - arrivals.get(at - 1).nanos();
            assertTrue(pause < 5 * QUICK.t2().toNanos(), "T2 limits the pause, which was " + pause);
        }
    }

    @Test
    void aProvisionalResponseSlowsTheRetransmissions() throws Exception {
        send("OPTIONS");
        var options = server.receive();
        server.answer(options, "100 Trying", "");
        assertEquals("100", events.next());
        while (server.within(100).isPresent()) {
            // those that were on their way
        }

        var again = server.receive();

        assertEquals(options.text(), again.text());
        server.answer(options, "200 OK", "far");
        assertEquals("200", events.next());
    }

    @Test
    void aRetransmittedResponseIsNotAnEventAndTimerKEndsTheTransaction() throws Exception {
        send("OPTIONS");
        var options = server.receive();

        server.answer(options, "200 OK", "far");
        assertEquals("200", events.next());
        server.answer(options, "200 OK", "far");
        server.answer(options, "404 Not Found", "far");

        Eventually.isTrue(() -> client.transactions() == 0);
        assertTrue(events.isEmpty());
        assertFalse(server.within(1).filter(it -> it.method().equals("ACK")).isPresent());
    }

    @Test
    void noMoreRequestsAreUnderWayThanMayBe() throws Exception {
        try (var few = client(QUICK, 1)) {
            few.sender().send(request("OPTIONS", target()), new RequestSender.Manner(LONG), new Events());
            var first = server.receive();

            few.sender().send(request("OPTIONS", target()), new RequestSender.Manner(LONG), events);

            assertEquals("OVERLOADED", events.next());
            server.answer(first, "200 OK", "far");
            Eventually.isTrue(() -> few.transactions() == 0);
        }
    }

    @Test
    void theRequestIsWrittenAsTheStandardWants() throws Exception {
        var request = request("MESSAGE", target()).withBody("text/plain", "hëllo".getBytes(UTF_8));
        client.sender().send(request, new RequestSender.Manner(LONG), events);

        var message = server.receive();

        assertTrue(message.text()
                .startsWith("MESSAGE sip:bob@127.0.0.1:" + server.port() + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"));
        assertTrue(message.branch().matches("z9hG4bK[0-9a-f]{32}"), message.branch());
        assertEquals("70", message.line("Max-Forwards"));
        assertEquals("1 MESSAGE", message.line("CSeq"));
        assertEquals("6", message.line("Content-Length"));
        assertTrue(message.line("Contact").matches("<sip:alice@127\\.0\\.0\\.1:[0-9]+>"), message.line("Contact"));
        assertTrue(message.text().endsWith("\r\n\r\nhëllo"));
        server.answer(message, "200 OK", "far");
        assertEquals("200", events.next());
    }
}
