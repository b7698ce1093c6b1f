package org.sipverify.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallRateTest {
    private final AtomicLong clock = new AtomicLong(-7);
    private final CallRate rate = new CallRate(clock::get);

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void calls(int number) {
        for (var i = 0; i < number; i++) {
            rate.count();
        }
    }

    @Test
    void theSecondThatIsNotOverDoesNotCount() {
        calls(100);
        assertEquals(0, rate.perSecond());

        pass(1);
        assertEquals(100, rate.perSecond());

        pass(3);
        assertEquals(25, rate.perSecond());
    }

    @Test
    void itIsOverTheLastMinute() {
        for (var second = 0; second < 200; second++) {
            calls(second < 150 ? 10 : 20);
            pass(1);
        }
        assertEquals((10 * 10 + 50 * 20) / 60.0, rate.perSecond(), 0.05);

        pass(61);
        assertEquals(0, rate.perSecond());
    }
}
