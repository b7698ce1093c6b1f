package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.testbed.CountingMeter;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.testkit.Message;

/** RFC 3261 section 17.2.1: the answer is sent again until its ACK comes, and then no more. */
class AwaitedAcksTest extends ServerAndCaller {
    private final CountingMeter meter = new CountingMeter();
    private final Semaphore ended = new Semaphore(0);

    @BeforeEach
    void start() throws Exception {
        server = SipServer.start(
                config(100),
                call -> {
                    call.onEnd(ended::release);
                    call.answer(MOVED);
                },
                meter);
    }

    @Test
    void anAckEndsTheCall() throws Exception {
        var invite = answered();

        caller.send(invite.as("ACK").toString());

        assertTheCallEnds();
        assertNothingIsRepeated();
        assertEquals(1, meter.requestsSoFar("ACK"));
    }

    @Test
    void anAckThatComesAfterARetransmissionDoesToo() throws Exception {
        var invite = answered();
        caller.receiveFinal();

        caller.send(invite.as("ACK").toString());

        assertTheCallEnds();
        assertNothingIsRepeated();
    }

    @Test
    void anAckOfAnotherBranchDoesNot() throws Exception {
        var invite = answered();

        caller.send(invite.as("ACK").branch("z9hG4bK-another").toString());

        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
        assertEquals(0, ended.availablePermits());
        caller.send(invite.as("ACK").toString());
        assertTheCallEnds();
    }

    @Test
    void anAckThatComesTwiceIsOne() throws Exception {
        var ack = answered().as("ACK").toString();

        caller.send(ack);
        caller.send(ack);

        assertTheCallEnds();
        assertNothingIsRepeated();
        assertEquals(1, meter.requestsSoFar("ACK"));
    }

    /** The blanks in its To are what the parser refuses: see TortureTest. */
    @Test
    void anAckIsNotParsed() throws Exception {
        var invite = answered();

        caller.send(invite.as("ACK").to("< sip:+14155551234@127.0.0.1 >").toString());

        assertTheCallEnds();
    }

    @Tag("slow")
    @Test
    void aThousandCallsLeaveNothing() throws Exception {
        for (var i = 0; i < 1_000; i++) {
            caller.send(answered().as("ACK").toString());
        }

        assertTrue(ended.tryAcquire(1_000, 20, TimeUnit.SECONDS), "some calls did not end");
        assertEquals(0, server.callsInHand());
        assertEquals(1_000, meter.requestsSoFar("ACK"));
        assertNothingIsRepeated();
    }

    private Message answered() throws Exception {
        var invite = invite();
        caller.send(invite.toString());
        assertTrue(caller.receiveFinal(invite).startsWith("SIP/2.0 302"));
        return invite;
    }

    /** Long before Timer H would end it, after 32 s. */
    private void assertTheCallEnds() throws Exception {
        assertTrue(ended.tryAcquire(20, TimeUnit.SECONDS), "the call does not end");
    }

    /** What was repeated before the ACK came is no matter. */
    private void assertNothingIsRepeated() throws Exception {
        caller.discard();
        assertEquals(Optional.empty(), caller.receiveWithin(2_000));
    }
}
