package org.sipverify.app.api.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipverify.app.config.LiveSettings;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Caller;
import org.sipverify.http.Outlet;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Role;
import org.sipverify.http.Values;
import org.sipverify.testkit.Eventually;

class LiveCallsTest {
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong leftOut = new AtomicLong();
    private final CallsMeter meter = new CallsMeter() {
        @Override
        public void searchRefused(SearchRefusal why) {}

        @Override
        public void liveLeftOut(long calls) {
            leftOut.addAndGet(calls);
        }

        @Override
        public void liveDropped() {
            dropped.incrementAndGet();
        }

        @Override
        public void liveRefused() {
            refused.incrementAndGet();
        }
    };
    private final LiveCalls live = LiveCalls.start(new LiveSettings(2, 20, 10), meter);

    @AfterEach
    void close() {
        live.close();
    }

    /** A client's connection. */
    private static final class Connection implements Outlet {
        private final Queue<String> sent = new ConcurrentLinkedQueue<>();
        private volatile boolean stalled;
        private volatile boolean open = true;

        String received() {
            return String.join("", sent);
        }

        @Override
        public boolean isReady() {
            return open;
        }

        @Override
        public void send(byte[] octets) {
            sent.add(new String(octets, UTF_8));
        }

        @Override
        public boolean isStalled() {
            return stalled;
        }

        @Override
        public boolean isAllowed() {
            return true;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private Connection watch(RowsSeen seen) {
        var connection = new Connection();
        live.begin(connection, seen, "");
        return connection;
    }

    private void await(Connection connection, String text) {
        Eventually.isTrue(() -> connection.received().contains(text), connection::received);
    }

    @Test
    void eachClientSeesACallAsItMay() {
        var whole = watch(RowsSeen.WHOLE);
        var masked = watch(RowsSeen.MASKED);
        await(whole, "retry");
        await(masked, "retry");

        live.sink().offer(Instant.EPOCH, () -> SampleCalls.to("+14155550199"));

        await(whole, "\"callee\":\"+14155550199\"");
        await(masked, "\"callee\":\"***0199\"");
        assertFalse(masked.received().contains("14155550199"));
    }

    @Test
    void aRowThatCannotBeMadeHidesNoOther() {
        var client = watch(RowsSeen.WHOLE);
        await(client, "retry");
        live.sink().offer(Instant.EPOCH, () -> {
            throw new IllegalStateException("a bug");
        });
        live.sink().offer(Instant.EPOCH, () -> SampleCalls.to("+14155550199"));

        await(client, "+14155550199");
    }

    @Test
    void callsBeyondTwentyASecondAreCounted() {
        var client = watch(RowsSeen.WHOLE);
        await(client, "retry");
        for (int i = 0; i < 1000; i++) {
            live.sink().offer(Instant.EPOCH, () -> SampleCalls.to("+14155550199"));
        }

        await(client, "event: left_out\ndata: {\"calls\":");
        Eventually.isTrue(() -> leftOut.get() > 900, leftOut::toString);
    }

    @Test
    void onlySoManyMayWatchAndOneThatTakesNothingMakesRoom() throws Exception {
        var stalled = watch(RowsSeen.WHOLE);
        watch(RowsSeen.WHOLE);
        assertFalse(watch(RowsSeen.WHOLE).open);
        var route = new LiveRoutes(live, meter).routes().get(0);
        var request = new ApiRequest(
                Caller.anonymous(Role.WATCH, "127.0.0.1"), Map.of(), Values.NONE, Values.NONE, name -> null);
        var answer = assertThrows(RefusedException.class, () -> route.handler().answer(request));
        assertEquals(503, answer.reply().status());
        assertEquals("10", answer.reply().headers().get("Retry-After"));
        assertEquals(1, refused.get());

        stalled.stalled = true;

        Eventually.isTrue(() -> live.clients() == 1);
        assertFalse(stalled.open);
        Eventually.isTrue(() -> dropped.get() == 1);
        assertTrue(route.handler().answer(request).streaming().isPresent());
    }
}
