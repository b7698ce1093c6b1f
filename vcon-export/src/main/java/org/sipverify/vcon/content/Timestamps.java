package org.sipverify.vcon.content;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Dates in JMAP's form (RFC 8620 section 1.4), to the millisecond. A vCon has twenty: the JDK's formatter takes ten times as long. */
final class Timestamps {
    static String of(Instant instant) {
        var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        if (time.getYear() < 1000 || time.getYear() > 9999) {
            return instant.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        var text = new StringBuilder(24).append(time.getYear());
        two(text, '-', time.getMonthValue());
        two(text, '-', time.getDayOfMonth());
        two(text, 'T', time.getHour());
        two(text, ':', time.getMinute());
        two(text, ':', time.getSecond());
        var millis = instant.getNano() / 1_000_000;
        if (millis > 0) {
            two(text, '.', millis / 10);
            text.append((char) ('0' + millis % 10));
        }
        return text.append('Z').toString();
    }

    private static void two(StringBuilder text, char before, int number) {
        text.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Seconds with three decimals at most; never negative, even if a clock was put back. */
    static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
    }

    private Timestamps() {}
}
