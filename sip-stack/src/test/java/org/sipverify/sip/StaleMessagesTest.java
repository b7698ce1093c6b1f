package org.sipverify.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.transport.TransportLimits;

class StaleMessagesTest {
    private static final TransportLimits LIMITS = new TransportLimits(
            16 << 10,
            64 << 10,
            2000,
            Duration.ofMillis(50),
            10,
            10,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            64 << 10);

    private final AtomicInteger stale = new AtomicInteger();

    /** A server that needs 20 ms for each request, so that a burst waits. */
    private final SipMeter slow = new SipMeter() {
        @Override
        public void request(String method) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void lost(Loss why) {
            if (why == Loss.STALE) {
                stale.incrementAndGet();
            }
        }
    };

    @Test
    void whatWaitedTooLongIsLeftToItsRetransmission() throws Exception {
        var port = Peer.freePort();
        var config = new SipConfig("127.0.0.1", port, Set.of(Transport.UDP), "", 10, 5, 1300, LIMITS, Samples.TRUSTING);
        try (var ignored = SipServer.start(config, call -> {}, slow);
                var caller = new Peer(port)) {
            for (var i = 0; i < 200; i++) {
                caller.send(Message.of("OPTIONS", caller.port()).toString());
            }
            drain(caller);

            assertTrue(stale.get() > 0, "all 200 were handled, however long they had waited");
            caller.send(Message.of("OPTIONS", caller.port()).toString());
            assertTrue(caller.receive().startsWith("SIP/2.0 200"));
        }
    }

    private static void drain(Peer caller) throws IOException {
        var more = true;
        while (more) {
            more = caller.receiveWithin(500).isPresent();
        }
    }
}
