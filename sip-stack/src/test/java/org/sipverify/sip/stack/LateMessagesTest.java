package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.Answer;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.trace.MessageTrace;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

/** What the network delivers late of a call that is over (Timer I, RFC 3261 section 17.2.1). */
class LateMessagesTest {
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private SipServer server;
    private UdpPeer caller;

    @BeforeEach
    void start() throws Exception {
        var limits = new TransportLimits(
                new MessageSize(16 << 10, 64 << 10),
                new Backlog(2000, Duration.ofMinutes(1)),
                new Connections(10, 10, Duration.ofSeconds(30), Duration.ofSeconds(5), 64 << 10));
        var port = FreePort.next();
        server = SipServer.start(
                Samples.config("127.0.0.1", port, Set.of(Transport.UDP), "", 10, 5, 1300, limits, Samples.TRUSTING),
                call -> {
                    calls.incrementAndGet();
                    call.onEnd(ended::countDown);
                    call.answer(new Answer(302, "Moved Temporarily").with("Contact", "<sip:pbx.example>"));
                },
                SipMeter.NONE,
                MessageTrace.NONE,
                () -> 0); // what is remembered for a while is remembered however slow this machine is
        caller = new UdpPeer(port);
    }

    @AfterEach
    void stop() {
        caller.close();
        server.close();
    }

    @Test
    void anInviteDeliveredAgainAfterItsAckIsNoNewCall() throws Exception {
        var invite = Message.of("INVITE", caller.port());
        call(invite);
        caller.discard(); // the answer again, if the ACK was late

        caller.send(invite.toString());

        assertEquals(Optional.empty(), caller.receiveWithin(500));
        assertEquals(1, calls.get());
    }

    @Test
    void theNextAttemptOfTheCallIs() throws Exception {
        var invite = Message.of("INVITE", caller.port());
        call(invite);

        var next = invite.branch("z9hG4bK-next-target");
        caller.send(next.toString());

        assertTrue(caller.receiveFinal(next).startsWith("SIP/2.0 302"));
        assertEquals(2, calls.get());
    }

    /** The call is over soon after its ACK: nothing of it is kept for the sake of late messages. */
    private void call(Message invite) throws Exception {
        caller.send(invite.toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
        caller.send(invite.as("ACK").toString());
        assertTrue(ended.await(20, TimeUnit.SECONDS), "the call does not end");
    }
}
