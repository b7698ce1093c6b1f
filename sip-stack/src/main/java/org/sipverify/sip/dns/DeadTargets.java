package org.sipverify.sip.dns;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** A short memory of hops that failed, the oldest forgotten first. Thread-safe. */
final class DeadTargets {
    static final int MOST = 1000;

    private final Map<Hop, Long> failedAt = new LinkedHashMap<>();
    private final long memory;
    private final LongSupplier clock;

    /** @param clock in nanoseconds, as {@link System#nanoTime()} */
    DeadTargets(Duration memory, LongSupplier clock) {
        this.memory = memory.toNanos();
        this.clock = clock;
    }

    synchronized void failed(Hop hop) {
        failedAt.remove(hop);
        failedAt.put(hop, clock.getAsLong());
        if (failedAt.size() > MOST) {
            forget(failedAt.keySet().iterator());
        }
    }

    private static void forget(Iterator<Hop> oldest) {
        oldest.next();
        oldest.remove();
    }

    synchronized void answered(Hop hop) {
        failedAt.remove(hop);
    }

    /** The same hops, dead ones last: a dead one is better than none. */
    synchronized List<Hop> last(List<Hop> hops) {
        failedAt.values().removeIf(then -> clock.getAsLong() - then >= memory);
        if (failedAt.isEmpty()) {
            return hops;
        }
        return Stream.concat(
                        hops.stream().filter(hop -> !failedAt.containsKey(hop)),
                        hops.stream().filter(failedAt::containsKey))
                .toList();
    }
}
