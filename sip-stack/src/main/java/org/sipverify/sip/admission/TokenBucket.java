package org.sipverify.sip.admission;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A token bucket as one number: the time at which it is full again (the generic cell rate algorithm of ITU-T I.371).
 * The number is stored in the caller's array, so that a bucket costs eight bytes and taking from it one
 * compare-and-set.
 */
final class TokenBucket {
    private static final long SECOND = 1_000_000_000;

    private final long interval;
    private final long depth;

    private TokenBucket(long interval, long depth) {
        this.interval = interval;
        this.depth = depth;
    }

    /** @param perSecond 0 for no limit */
    static TokenBucket of(double perSecond, double burst) {
        var interval = perSecond == 0 ? 0 : Math.max(1, (long) (SECOND / perSecond));
        return new TokenBucket(interval, Math.max(interval, (long) (interval * burst)));
    }

    boolean isLimit() {
        return interval > 0;
    }

    /** Whether the bucket at that index has a token. */
    boolean has(AtomicLongArray buckets, int place, long now) {
        return !isLimit() || Math.max(buckets.get(place) - now, 0) + interval <= depth;
    }

    /** How far a bucket may be emptied. */
    enum Part {
        /** Three quarters of it: the rest is for the callers the operator named. */
        MOST(3, 4),
        /** The same, and a little more for requests that end a call. */
        MOST_WITH_RESERVE(7, 8),
        WHOLE(1, 1),
        /** As much again as it holds, for requests that end a call. */
        WITH_RESERVE(2, 1);

        private final int numerator;
        private final int denominator;

        Part(int numerator, int denominator) {
            this.numerator = numerator;
            this.denominator = denominator;
        }
    }

    /** Takes tokens out of the bucket at that index. A full bucket also grants more than it holds. */
    boolean take(AtomicLongArray buckets, int place, long now, Part part, int tokens) {
        if (!isLimit()) {
            return true;
        }
        while (true) {
            long full = buckets.get(place);
            long after = Math.max(full - now, 0) + tokens * interval;
            if (after > Math.max(tokens * interval, depth / part.denominator * part.numerator)) {
                return false;
            }
            if (buckets.compareAndSet(place, full, now + after)) {
                return true;
            }
        }
    }
}
