package org.sipverify.app.api.calls;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.index.RowSink;
import org.sipverify.index.IndexedCall;

/**
 * The calls of each second that are shown, as many as people can follow; the others are counted. A call that is not shown
 * costs a look at the clock and an addition, and no call wakes a thread.
 *
 * <p>Shared state: the second with the calls taken in it, what waits, and how many were left out.
 */
final class LiveIntake implements RowSink {
    private static final long SECOND = 1_000_000_000;

    /** Low bits of the window: the calls of its second. */
    private static final int COUNT = 20;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final AtomicLong window = new AtomicLong();
    private final Queue<Supplier<IndexedCall>> waiting = new ConcurrentLinkedQueue<>();
    private final LongAdder leftOut = new LongAdder();

    LiveIntake(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    @Override
    public void offer(Instant time, Supplier<IndexedCall> call) {
        take(call, perSecond);
    }

    /** Half of each second is left to calls, so that a flood hides none of them. */
    @Override
    public void offerRefused(Supplier<IndexedCall> refused) {
        take(refused, (perSecond + 1) / 2);
    }

    private void take(Supplier<IndexedCall> row, int most) {
        if (hasRoom(most)) {
            waiting.add(row);
        } else {
            leftOut.increment();
        }
    }

    private boolean hasRoom(int most) {
        while (true) {
            long second = nanoTime.getAsLong() / SECOND;
            long now = window.get();
            long taken = now >> COUNT == second ? now & ((1L << COUNT) - 1) : 0;
            if (taken >= most) {
                return false;
            }
            if (window.compareAndSet(now, (second << COUNT) + taken + 1)) {
                return true;
            }
        }
    }

    /** The next one; null when there is none. */
    @Nullable
    Supplier<IndexedCall> next() {
        return waiting.poll();
    }

    /** How many were left out since the start. */
    long leftOut() {
        return leftOut.sum();
    }
}
