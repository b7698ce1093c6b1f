package org.sipverify.sip.admission;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A token bucket as one number: the time at which it is full again (the generic cell rate algorithm of ITU-T I.371). The
 * number lives in an array of the caller's, so that a bucket costs eight bytes and taking from it one compare-and-set.
 */
final class Pace {
    private static final long SECOND = 1_000_000_000;

    private final long interval;
    private final long depth;

    private Pace(long interval, long depth) {
        this.interval = interval;
        this.depth = depth;
    }

    /** @param perSecond 0 for no limit */
    static Pace of(double perSecond, double burst) {
        var interval = perSecond == 0 ? 0 : Math.max(1, (long) (SECOND / perSecond));
        return new Pace(interval, Math.max(interval, (long) (interval * burst)));
    }

    boolean isLimit() {
        return interval > 0;
    }

    /**
     * Takes a token out of the bucket at that place.
     *
     * @param reserve whether the reserve may be used: as much again as the bucket holds, for what ends a call
     */
    boolean take(AtomicLongArray buckets, int place, long now, boolean reserve) {
        if (!isLimit()) {
            return true;
        }
        while (true) {
            long full = buckets.get(place);
            long after = Math.max(full - now, 0) + interval;
            if (after > (reserve ? 2 * depth : depth)) {
                return false;
            }
            if (buckets.compareAndSet(place, full, now + after)) {
                return true;
            }
        }
    }
}
