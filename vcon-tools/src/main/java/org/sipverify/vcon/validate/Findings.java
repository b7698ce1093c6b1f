package org.sipverify.vcon.validate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems, each once and not without end: a broken vCon needs no thousand lines. */
final class Findings {
    static final int MOST = 1000;

    private static final int LONGEST = 200;

    private final Set<Problem> problems = new LinkedHashSet<>();

    void add(String pointer, String wrong, String right) {
        if (problems.size() < MOST) {
            problems.add(new Problem(pointer, cut(wrong), cut(right)));
        }
    }

    /** Values are quoted in problems, and a value can be megabytes. */
    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    List<Problem> all() {
        return List.copyOf(new ArrayList<>(problems));
    }
}
