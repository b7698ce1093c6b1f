package org.sipverify.sip.attack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

class StaleMessagesTest {
    private static final Duration STALE = Duration.ofMillis(50);
    private static final TransportLimits LIMITS = new TransportLimits(
            new MessageSize(16 << 10, 64 << 10),
            new Backlog(20, STALE),
            new Connections(10, 10, Duration.ofSeconds(30), Duration.ofSeconds(5), 64 << 10));

    /** Its lanes stand still until they are full and what is in them has grown old. */
    @Test
    void whatWaitedTooLongIsLeftToItsRetransmission() throws Exception {
        try (var server = new AttackedServer(10, LIMITS, Transport.UDP);
                var caller = new UdpPeer(server.port())) {
            server.stallLanes();
            for (var sent = 0; server.lost(Loss.QUEUE_FULL) == 0; sent++) {
                caller.send(Message.of("OPTIONS", caller.port()).toString());
                assertTrue(sent < 200_000, "nothing waits");
            }
            var full = System.nanoTime();
            Eventually.isTrue(() -> System.nanoTime() - full > STALE.toNanos());

            server.goOn();

            Eventually.isTrue(() -> server.lost(Loss.STALE) > 0);
            Eventually.isTrue(server::answers);
        }
    }
}
