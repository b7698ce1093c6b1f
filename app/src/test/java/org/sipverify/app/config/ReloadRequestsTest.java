package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ReloadRequestsTest {
    private final Queue<Task> scheduled = new ArrayDeque<>();
    private long nanos = Long.MAX_VALUE - 10; // it overflows during the tests
    private int readings;
    private Runnable meanwhile = () -> {};

    private record Task(Runnable task, long due) {}

    private final ReloadRequests reloads = new ReloadRequests(
            (task, delay) -> scheduled.add(new Task(task, nanos + delay.toNanos())), () -> nanos, () -> {
                readings++;
                meanwhile.run();
            });

    @Test
    void theFirstRequestIsServedAtOnce() {
        reloads.request();

        runDue();
        assertEquals(1, readings);
    }

    @Test
    void requestsWhileOneWaitsAddNothing() {
        for (var i = 0; i < 1_000; i++) {
            reloads.request();
        }

        assertEquals(1, scheduled.size());
    }

    /** The reading may have passed what has changed since. */
    @Test
    void requestsDuringAReadingAreOneMore() {
        meanwhile = () -> {
            for (var i = 0; i < 1_000; i++) {
                reloads.request();
            }
        };
        reloads.request();
        runDue();
        meanwhile = () -> {};

        assertEquals(1, readings);
        assertEquals(1, scheduled.size());
        pass(ReloadRequests.BETWEEN);
        assertEquals(2, readings);
        assertTrue(scheduled.isEmpty());
    }

    @Test
    void aStormIsOneReadingASecond() {
        for (var i = 0; i < 4 * 1_700; i++) {
            reloads.request();
            pass(Duration.ofSeconds(1).dividedBy(1_700));
        }
        pass(ReloadRequests.BETWEEN);

        assertEquals(5, readings);
        assertTrue(scheduled.isEmpty());
    }

    @Test
    void aReadingThatFailsIsNotTheLast() {
        meanwhile = () -> {
            throw new IllegalStateException("a fault");
        };
        reloads.request();
        try {
            runDue();
        } catch (IllegalStateException expected) {
            meanwhile = () -> {};
        }
        reloads.request();
        pass(ReloadRequests.BETWEEN);

        assertEquals(2, readings);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        runDue();
    }

    private void runDue() {
        while (!scheduled.isEmpty() && scheduled.element().due() - nanos <= 0) {
            scheduled.remove().task().run();
        }
    }
}
