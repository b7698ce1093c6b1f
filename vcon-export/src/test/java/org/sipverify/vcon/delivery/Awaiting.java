package org.sipverify.vcon.delivery;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something to come true that nobody tells of: a file that is there, a state that several threads make. */
final class Awaiting {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private Awaiting() {}

    static void until(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it did not come true within " + PATIENCE);
            }
            Thread.sleep(5);
        }
    }
}
