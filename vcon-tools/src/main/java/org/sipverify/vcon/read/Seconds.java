package org.sipverify.vcon.read;

import java.util.Locale;

/** Durations for people. */
public final class Seconds {
    private Seconds() {}

    /** With three decimals, as times in a vCon have. */
    public static String text(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** The same with its unit, and minutes from one minute on. */
    public static String readable(double seconds) {
        var plain = text(seconds) + " s";
        return seconds < 60 ? plain : plain + " (" + (long) (seconds / 60) + " min " + (long) (seconds % 60) + " s)";
    }
}
