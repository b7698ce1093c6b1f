package org.sipverify.app.recent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last things of a kind. Thread-safe. */
final class Latest<T> {
    static final int MOST = 256;

    private final Deque<T> things = new ArrayDeque<>();

    synchronized void add(T thing) {
        if (things.size() == MOST) {
            things.removeFirst();
        }
        things.addLast(thing);
    }

    /** The latest first. */
    synchronized List<T> all() {
        var all = new ArrayList<>(things);
        Collections.reverse(all);
        return all;
    }
}
