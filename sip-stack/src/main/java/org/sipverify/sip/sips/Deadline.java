package org.sipverify.sip.sips;

import java.time.Duration;

/**
 * When something must be over.
 *
 * @param nanos of {@link System#nanoTime()}
 */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Milliseconds until then, at least 0. */
    int leftMillis() {
        return (int) Math.max(0, (nanos - System.nanoTime()) / 1_000_000);
    }

    boolean isOver() {
        return leftMillis() == 0;
    }

    /** The earlier of the two. */
    Deadline orIn(Duration time) {
        var other = in(time);
        return other.nanos - nanos < 0 ? other : this;
    }
}
