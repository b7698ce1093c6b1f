package org.sipverify.app.ops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last things of a kind. Thread-safe. */
public final class Latest<T> {
    static final int MOST = 256;

    private final Deque<T> things = new ArrayDeque<>();

    /** Takes the place of the first, when there are enough. */
    public synchronized void add(T thing) {
        if (things.size() == MOST) {
            things.removeFirst();
        }
        things.addLast(thing);
    }

    /** The latest first. */
    public synchronized List<T> all() {
        var all = new ArrayList<>(things);
        Collections.reverse(all);
        return all;
    }
}
