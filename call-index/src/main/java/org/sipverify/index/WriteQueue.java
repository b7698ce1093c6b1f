package org.sipverify.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits to be written, up to a limit. Who puts something into it wakes no thread: that would cost a call more than
 * its row does. The writer looks by itself.
 *
 * <p>Shared state: the entries, how many there are, and from when on some are missing.
 */
final class WriteQueue {
    /** Refused INVITEs, of which anyone can send any number, leave this part of the queue to calls: one half. */
    private static final int PART = 2;

    private static final long NEVER = Long.MAX_VALUE;

    private final int limit;
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong missingSince = new AtomicLong(NEVER);

    WriteQueue(int limit) {
        this.limit = limit;
    }

    /** @param time when the call began; if there is no room, calls are missing from then on */
    boolean offer(Change change, Instant time) {
        boolean hasRoom = offer(change, limit);
        if (!hasRoom) {
            missingSince.accumulateAndGet(Rows.micros(time), Math::min);
        }
        return hasRoom;
    }

    /** The same for what is dropped first. */
    boolean offerLess(Change change) {
        return offer(change, limit / PART);
    }

    private boolean offer(Change change, int most) {
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            return false;
        }
        changes.add(change);
        return true;
    }

    /** Whether what can wait elsewhere may be put here. */
    boolean isCalm() {
        return size.get() < limit / (2 * PART);
    }

    List<Change> take(int most) {
        var taken = new ArrayList<Change>();
        while (taken.size() < most) {
            var next = changes.poll();
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        size.addAndGet(-taken.size());
        return taken;
    }

    int size() {
        return size.get();
    }

    /** From when on calls are missing that found no room. */
    Optional<Instant> missingSince() {
        long since = missingSince.get();
        return since == NEVER ? Optional.empty() : Optional.of(Rows.instant(since));
    }
}
