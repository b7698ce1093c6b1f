package org.sipverify.app.report;

import java.util.HashSet;
import java.util.Set;

/** Counts different texts, up to a limit: an audit may have more than fit into the memory. */
final class Distinct {
    static final int MOST = 100_000;

    private final Set<String> texts = new HashSet<>();

    void add(String text) {
        if (!text.isEmpty() && texts.size() < MOST) {
            texts.add(text);
        }
    }

    /** How many; {@link #MOST} when there are so many or more. */
    int count() {
        return texts.size();
    }
}
