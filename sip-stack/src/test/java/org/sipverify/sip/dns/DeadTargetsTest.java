package org.sipverify.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.transport.Transport;

class DeadTargetsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may well overflow
    private final DeadTargets dead = new DeadTargets(Duration.ofNanos(30), now::get);

    @Test
    void whatFailedComesLastInItsOrder() {
        dead.failed(hop(1));
        dead.failed(hop(3));

        assertEquals(List.of(hop(2), hop(4), hop(1), hop(3)), dead.last(List.of(hop(1), hop(2), hop(3), hop(4))));
    }

    @Test
    void itIsForgottenInTime() {
        dead.failed(hop(1));

        now.addAndGet(29);
        assertEquals(List.of(hop(2), hop(1)), dead.last(List.of(hop(1), hop(2))));
        now.addAndGet(1);
        assertEquals(List.of(hop(1), hop(2)), dead.last(List.of(hop(1), hop(2))));
    }

    @Test
    void failingAgainKeepsItDead() {
        dead.failed(hop(1));
        now.addAndGet(20);
        dead.failed(hop(1));
        now.addAndGet(20);

        assertEquals(List.of(hop(2), hop(1)), dead.last(List.of(hop(1), hop(2))));
    }

    @Test
    void theOldestIsForgottenWhenThereAreTooMany() {
        for (var port = 1; port <= DeadTargets.MOST + 1; port++) {
            dead.failed(hop(port));
        }

        assertEquals(List.of(hop(1), hop(2)), dead.last(List.of(hop(2), hop(1))));
    }

    private static Hop hop(int port) {
        return new Hop(Transport.UDP, new InetSocketAddress("192.0.2.1", port), "a.test");
    }
}
