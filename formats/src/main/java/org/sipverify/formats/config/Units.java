package org.sipverify.formats.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and writes durations and sizes in HOCON's notation. */
final class Units {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+(?:[eE][-+]?[0-9]*)?");
    private static final Pattern ZERO = Pattern.compile("[-+]?0+(?:\\.0*)?");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final long KIB = 1024;

    private Units() {}

    /** Whether the text is a number without a unit, and not zero, which means the same in every unit. */
    static boolean lacksUnit(String text) {
        return NUMBER.matcher(text).matches() && !ZERO.matcher(text).matches();
    }

    static Optional<Duration> duration(String text) {
        try {
            return Optional.of(ConfigValueFactory.fromAnyRef(text).atKey("it").getDuration("it"));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    /** A plain number of seconds, such as 5 or 0.5. */
    static Optional<Duration> seconds(String text) {
        return SECONDS.matcher(text).matches()
                ? Optional.of(
                        Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact()))
                : Optional.empty();
    }

    static Optional<Long> size(String text) {
        try {
            return Optional.of(ConfigValueFactory.fromAnyRef(text).atKey("it").getBytes("it"));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    /** In the largest unit that gives a whole number. */
    static String text(Duration duration) {
        if (duration.getNano() % 1_000_000 != 0) {
            return duration.toNanos() + " ns";
        }
        if (duration.getNano() != 0) {
            return duration.toMillis() + " ms";
        }
        long seconds = duration.getSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + " s";
        }
        if (seconds % 3600 != 0) {
            return counted(seconds / 60, "minute");
        }
        return seconds % 86_400 != 0 ? counted(seconds / 3600, "hour") : counted(seconds / 86_400, "day");
    }

    /** In the largest unit that gives a whole number. */
    static String text(long bytes) {
        long count = bytes;
        int unit = 0;
        var units = new String[] {"B", "KiB", "MiB", "GiB", "TiB"};
        while (count != 0 && count % KIB == 0 && unit < units.length - 1) {
            count /= KIB;
            unit++;
        }
        return count + " " + units[unit];
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
