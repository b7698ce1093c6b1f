package org.sipverify.sip.client;

import java.time.Duration;

/**
 * The timer values of RFC 3261 section 17.1.1.1.
 *
 * @param t1 an estimate of the round trip
 * @param t2 the longest pause between two retransmissions of a request other than INVITE
 * @param t4 how long a message may stay in the network
 */
public record Timing(Duration t1, Duration t2, Duration t4) {
    /** The defaults. */
    public static final Timing RFC_3261 =
            new Timing(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(5));

    /** Timers B, F and M, and D, which must be at least 32 s with the default of T1. */
    public Duration timeout() {
        return t1.multipliedBy(64);
    }

    /** The next pause of Timer E. */
    public Duration doubled(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(t2) < 0 ? twice : t2;
    }
}
