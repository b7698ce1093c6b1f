package org.sipverify.sip.testbed;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition that is not signalled. */
public final class Eventually {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(2);

    /** Fails unless it is so within thirty seconds. */
    public static void isTrue(BooleanSupplier condition) {
        var deadline = System.nanoTime() + LIMIT;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it never came to that");
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    private Eventually() {}
}
