package org.sipverify.app.ops;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.sip.IncomingCall;

/**
 * How many calls a second there are, over the last minute. A ring of seconds is the shared state: each cell has its second
 * in the upper half and the calls in the lower.
 */
public final class CallRate implements CallObserver {
    private static final int SECONDS = 60;
    private static final int CELLS = SECONDS + 1; // and the one that is not over
    private static final CallObservation NOTHING_MORE = new CallObservation() {};

    private final AtomicLongArray ring = new AtomicLongArray(CELLS);
    private final LongSupplier nanoTime;
    private final long start;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    public CallRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        count();
        return NOTHING_MORE;
    }

    void count() {
        long now = second();
        ring.updateAndGet((int) (now % CELLS), cell -> cell >>> 32 == now ? cell + 1 : now << 32 | 1);
    }

    /** From 1 on, so that no cell belongs to a second before any. */
    private long second() {
        return 1 + TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - start);
    }

    /** Calls a second, over the last 60 whole seconds or those since the start. */
    public double perSecond() {
        long now = second();
        long calls = 0;
        for (int i = 0; i < CELLS; i++) {
            long cell = ring.get(i);
            long when = cell >>> 32;
            calls += when < now && when >= now - SECONDS ? cell & 0xffff_ffffL : 0;
        }
        long seconds = Math.min(SECONDS, now - 1);
        return seconds == 0 ? 0 : Math.round(10.0 * calls / seconds) / 10.0;
    }
}
