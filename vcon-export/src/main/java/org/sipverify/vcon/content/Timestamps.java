package org.sipverify.vcon.content;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Dates in JMAP's form (RFC 8620 section 1.4), to the millisecond. */
final class Timestamps {
    static String of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Seconds with three decimals at most; never negative, even if a clock was put back. */
    static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
    }

    private Timestamps() {}
}
