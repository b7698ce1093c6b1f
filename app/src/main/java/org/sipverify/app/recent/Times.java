package org.sipverify.app.recent;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long things took, as a histogram with four classes to each doubling, so that a percentile is off by less than a
 * tenth. Thread-safe.
 */
final class Times {
    /** Up to this everything is in the first class. */
    private static final double SHORTEST_MICROS = 50;

    private static final int CLASSES_A_DOUBLING = 4;

    /** The last one has everything from about 52 s on. */
    private static final int CLASSES = 80;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(CLASSES);

    /** The class of a time. */
    static int of(long nanos) {
        double doublings = Math.log(Math.max(1, nanos / 1000.0 / SHORTEST_MICROS)) / Math.log(2);
        return Math.min(CLASSES - 1, (int) (doublings * CLASSES_A_DOUBLING));
    }

    /** Counts one of that class. */
    void add(int which) {
        counts.incrementAndGet(which);
    }

    int count() {
        int all = 0;
        for (int i = 0; i < CLASSES; i++) {
            all += counts.get(i);
        }
        return all;
    }

    /** In milliseconds; NaN where there is nothing. */
    double percentile(double part) {
        int all = count();
        int before = 0;
        for (int i = 0; i < CLASSES && all > 0; i++) {
            before += counts.get(i);
            if (before >= part * all) {
                return middle(i);
            }
        }
        return Double.NaN;
    }

    private static double middle(int which) {
        return SHORTEST_MICROS * Math.pow(2, (which + 0.5) / CLASSES_A_DOUBLING) / 1000;
    }
}
