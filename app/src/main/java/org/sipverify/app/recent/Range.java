package org.sipverify.app.recent;

import java.util.List;
import java.util.stream.Stream;

/** How far back a series goes, and how fine it is. */
public enum Range {
    QUARTER("15m", 5, 180),
    HOURS("6h", 60, 360),
    WEEK("7d", 1800, 336);

    private final String text;
    private final int step;
    private final int steps;

    Range(String text, int step, int steps) {
        this.text = text;
        this.step = step;
        this.steps = steps;
    }

    /** How a request names it. */
    public String text() {
        return text;
    }

    /** The length of a step, in seconds. */
    public int step() {
        return step;
    }

    int steps() {
        return steps;
    }

    /** How requests name them. */
    public static List<String> texts() {
        return Stream.of(values()).map(Range::text).toList();
    }

    /**
     * The range of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Range of(String text) {
        return Stream.of(values())
                .filter(range -> range.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + String.join(", ", texts())));
    }
}
