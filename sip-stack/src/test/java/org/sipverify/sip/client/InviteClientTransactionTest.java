package org.sipverify.sip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.Headers;
import org.sipverify.sip.testbed.FakeServer;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.Eventually;

/** RFC 3261 section 17.1.1 and RFC 6026, over UDP, against a far end that answers as it likes. */
class InviteClientTransactionTest extends Sending {
    /**
     * Timer A doubles its pause, and Timer B ends it after 64 times T1: seven INVITEs in all. The seventh is due just
     * before the end, which a timer's tick of 50 ms may hide here.
     */
    @Test
    void isRetransmittedWithGrowingPausesUntilTimerB() throws Exception {
        send("INVITE");

        var arrivals = new ArrayList<FakeServer.Request>();
        for (var sent = 0; sent < 6; sent++) {
            arrivals.add(server.receive());
        }
        assertEquals("TIMEOUT", events.next());
        assertEquals(
                1, arrivals.stream().map(FakeServer.Request::text).distinct().count());
        var last = arrivals.get(5).nanos() - arrivals.get(4).nanos();
        var first = arrivals.get(1).nanos() - arrivals.get(0).nanos();
        assertTrue(last > 4 * first, "the pauses grow: " + first + ", " + last);
        if (server.within(1).isPresent()) {
            assertFalse(server.within(1).isPresent(), "an eighth INVITE");
        }
    }

    @Test
    void aProvisionalResponseStopsTheRetransmissionsAndTimerB() throws Exception {
        send("INVITE");
        var invite = server.receive();
        server.answer(invite, "180 Ringing", "far");
        assertEquals("180", events.next());

        while (server.within(200).isPresent()) {
            // those that were on their way
        }
        assertFalse(server.within((int) (70 * QUICK.t1().toMillis())).isPresent(), "it was sent again");
        server.answer(invite, "486 Busy Here", "far");

        assertEquals("486", events.next());
        assertTrue(server.receive("ACK").text().contains(";tag=far"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"302 Moved Temporarily", "404 Not Found", "503 Busy", "603 Decline"})
    void aFailureIsAcknowledgedInTheTransactionAndEachOfItsRetransmissions(String status) throws Exception {
        send("INVITE");
        var invite = server.receive();

        server.answer(invite, status, "far");
        var ack = server.receive("ACK");
        server.answer(invite, status, "far");
        var again = server.receive("ACK");

        assertEquals(status.substring(0, 3), events.next());
        assertEquals(invite.branch(), ack.branch());
        assertEquals("1 ACK", ack.line("CSeq"));
        assertEquals(invite.line("To") + ";tag=far", ack.line("To"));
        assertEquals(ack.text(), again.text());
        assertTrue(events.isEmpty(), "a retransmission is not an event");
    }

    @Test
    void timerDKeepsTheTransactionForRetransmissions() throws Exception {
        send("INVITE");
        server.answer(server.receive(), "404 Not Found", "far");
        assertEquals("404", events.next());

        var answered = System.nanoTime();
        Eventually.isTrue(() -> client.transactions() == 0);

        assertTrue(System.nanoTime() - answered > 50 * QUICK.t1().toNanos(), "Timer D was short");
    }

    /** RFC 6026 section 7.2: a fork gives several, and each is repeated until its ACK. */
    @Test
    void every2xxIsAnEvent() throws Exception {
        send("INVITE");
        var invite = server.receive();

        server.answer(invite, "200 OK", "one");
        server.answer(invite, "200 OK", "two");
        server.answer(invite, "200 OK", "one");

        assertEquals(List.of("200", "200", "200"), List.of(events.next(), events.next(), events.next()));
        server.answer(invite, "486 Busy Here", "three");
        while (server.within(200).isPresent()) {
            assertFalse(server.within(1).filter(it -> it.method().equals("ACK")).isPresent());
        }
        assertTrue(events.isEmpty(), "a failure after a 2xx has no meaning");
    }

    @Test
    void aCancelWaitsForAProvisionalResponse() throws Exception {
        var sent = send("INVITE");
        var invite = server.receive();
        sent.cancel(Headers.NONE.with("Reason", "SIP;cause=200"));
        assertFalse(
                server.within(200).filter(it -> it.method().equals("CANCEL")).isPresent(), "too early");

        server.answer(invite, "100 Trying", "");
        var cancel = server.receive("CANCEL");
        server.answer(cancel, "200 OK", "far");
        server.answer(invite, "487 Request Terminated", "far");

        assertEquals(invite.branch(), cancel.branch());
        assertEquals("1 CANCEL", cancel.line("CSeq"));
        assertEquals(invite.line("To"), cancel.line("To"));
        assertEquals(invite.line("Via"), cancel.line("Via"));
        assertEquals("SIP;cause=200", cancel.line("Reason"));
        assertEquals("100", events.next());
        assertEquals("487", events.next());
        server.receive("ACK");
    }

    @Test
    void aCancelIsRetransmittedAndAPeerThatIgnoresItIsGivenUp() throws Exception {
        var sent = send("INVITE");
        server.answer(server.receive(), "180 Ringing", "far");
        assertEquals("180", events.next());

        sent.cancel();
        sent.cancel();

        assertEquals(server.receive("CANCEL").text(), server.receive("CANCEL").text());
        assertEquals("TIMEOUT", events.next());
    }

    @Test
    void a2xxThatCrossesWithTheCancelIsAnEvent() throws Exception {
        var sent = send("INVITE");
        var invite = server.receive();
        server.answer(invite, "180 Ringing", "far");
        assertEquals("180", events.next());

        sent.cancel();
        server.receive("CANCEL");
        server.answer(invite, "200 OK", "far");

        assertEquals("200", events.next());
    }

    @Test
    void aResponseThatMatchesNothingIsDroppedAndCounted() throws Exception {
        send("INVITE");
        var invite = server.receive();
        server.send(invite.source(), invite.answer("200 OK", "far").replace(invite.branch(), "z9hG4bKguessed"));
        server.send(invite.source(), invite.answer("200 OK", "far").replace("Call-ID: ", "Call-ID: other"));
        server.send(
                invite.source(),
                invite.answer("200 OK", "far")
                        .replace("Via: ", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKother\r\nVia: "));

        for (var dropped = 0; dropped < 3; dropped++) {
            assertEquals(Loss.STRAY_RESPONSE, losses.poll(20, TimeUnit.SECONDS));
        }
        assertTrue(events.isEmpty());
        server.answer(invite, "404 Not Found", "far");
        assertEquals("404", events.next());
    }
}
