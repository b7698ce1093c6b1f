package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sipverify.testkit.Eventually;

/** Counts what happens to vCons, and has tests wait for it. */
final class Count implements DeliveryMeter {
    // Guarded by this.
    private final Map<String, Integer> counts = new HashMap<>();

    synchronized int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    /** Waits until it has happened so often, and no more. */
    synchronized void reaches(String what, int times) throws InterruptedException {
        var deadline = System.nanoTime() + Eventually.PATIENCE.toNanos();
        while (of(what) < times) {
            var left = deadline - System.nanoTime();
            assertTrue(left > 0, () -> what + " " + of(what) + " times instead of " + times);
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        assertEquals(times, of(what), what);
    }

    @Override
    public void delivered(String endpoint) {
        add("delivered");
    }

    @Override
    public void retried(String endpoint) {
        add("retried");
    }

    @Override
    public void quarantined(String endpoint, Quarantine why) {
        add(why.name());
    }

    @Override
    public void trimmed(String endpoint) {
        add("trimmed");
    }

    @Override
    public void dropped(String endpoint, Drop why) {
        add(why.name());
    }

    private synchronized void add(String what) {
        counts.merge(what, 1, Integer::sum);
        notifyAll();
    }
}
