package org.sipverify.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes what an index reports. */
final class NotedEvents implements IndexListener {
    final AtomicInteger written = new AtomicInteger();
    final AtomicInteger lost = new AtomicInteger();
    final AtomicInteger removed = new AtomicInteger();
    final AtomicInteger recovered = new AtomicInteger();
    final List<String> failures = new CopyOnWriteArrayList<>();
    final List<Path> damaged = new CopyOnWriteArrayList<>();
    final List<RuntimeException> bugs = new CopyOnWriteArrayList<>();

    @Override
    public void written(int rows) {
        written.addAndGet(rows);
    }

    @Override
    public void lost(int rows) {
        lost.addAndGet(rows);
    }

    @Override
    public void removed(int rows) {
        removed.addAndGet(rows);
    }

    @Override
    public void failed(String why, boolean isFirst) {
        failures.add(isFirst ? why : "again: " + why);
    }

    @Override
    public void recovered() {
        recovered.incrementAndGet();
    }

    @Override
    public void damaged(Path setAside, String why) {
        damaged.add(setAside);
    }

    @Override
    public void bug(RuntimeException fault, int rows) {
        bugs.add(fault);
    }

    List<String> firstFailures() {
        var first = new ArrayList<>(failures);
        first.removeIf(it -> it.startsWith("again: "));
        return first;
    }
}
