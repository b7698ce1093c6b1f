package org.sipverify.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what does not notify a test. */
public final class Eventually {
    /** How long a machine may take that does other things as well. A test goes on as soon as it can. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long LOOK_AGAIN = Duration.ofMillis(5).toNanos();

    private Eventually() {}

    /** Fails unless it is so within {@link #PATIENCE}. */
    public static void isTrue(BooleanSupplier condition) {
        isTrue(condition, () -> "not so after " + PATIENCE);
    }

    /** The same with a message of its own. */
    public static void isTrue(BooleanSupplier condition, Supplier<String> message) {
        if (!within(PATIENCE, condition)) {
            throw new AssertionError(message.get());
        }
    }

    /** Whether it is so before this time is over. */
    public static boolean within(Duration limit, BooleanSupplier condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
        return true;
    }
}
