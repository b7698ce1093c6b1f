package org.sipverify.sip.admission;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that stands still until it is told otherwise; it begins below zero, as System.nanoTime may. */
final class FakeClock implements LongSupplier {
    private long now = -5_000_000_000L;

    void passes(Duration time) {
        now += time.toNanos();
    }

    @Override
    public long getAsLong() {
        return now;
    }
}
