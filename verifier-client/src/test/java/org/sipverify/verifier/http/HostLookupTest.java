package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HostLookupTest {
    private final EventLoop loop = Runtimes.SHARED.loops().get(0);
    private final AtomicInteger lookups = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1", "[::1],0:0:0:0:0:0:0:1"})
    void anAddressIsTakenAtOnce(String host, String expected) {
        Promise<InetAddress> found = loop.newPromise();

        new HostLookup(InetAddress::getByName).of(host, found);

        assertTrue(found.isDone());
        assertEquals(expected, found.getNow().getHostAddress());
    }

    /** A name server that does not answer must not make a thread for each call. */
    @Test
    void aNameIsLookedUpOnceForAllWhoWait() throws Exception {
        var lookup = new HostLookup(host -> {
            lookups.incrementAndGet();
            waitToGo();
            return InetAddress.getLoopbackAddress();
        });
        Promise<InetAddress> first = loop.newPromise();
        Promise<InetAddress> second = loop.newPromise();

        lookup.of("verifier.example", first);
        lookup.of("verifier.example", second);
        go.countDown();

        assertEquals(InetAddress.getLoopbackAddress(), first.get());
        assertEquals(InetAddress.getLoopbackAddress(), second.get());
        assertEquals(1, lookups.get());
    }

    @Test
    void aLaterOneIsLookedUpAgain() throws Exception {
        var lookup = new HostLookup(host -> {
            if (lookups.incrementAndGet() == 1) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getLoopbackAddress();
        });
        Promise<InetAddress> first = loop.newPromise();
        Promise<InetAddress> second = loop.newPromise();

        lookup.of("verifier.example", first);
        first.await();
        lookup.of("verifier.example", second);

        assertInstanceOf(UnknownHostException.class, first.cause());
        assertEquals(InetAddress.getLoopbackAddress(), second.get());
    }

    private void waitToGo() throws UnknownHostException {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
    }
}
