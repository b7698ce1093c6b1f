package org.sipverify.app.ops;

import io.micrometer.core.instrument.Counter;
import java.nio.file.Path;
import org.sipverify.index.CallIndex;
import org.sipverify.index.IndexListener;

/** What becomes of the rows of the index. */
final class IndexMetrics implements IndexListener {
    private static final String PREFIX = "sipverify.index.";

    private final Counter written;
    private final Counter lost;
    private final Counter removed;
    private final Counter failed;
    private final Counter damaged;
    private final Counter leftOut;

    IndexMetrics(Meters meters) {
        written = counter(meters, "written", "Rows of calls and of refused INVITEs that are in the index");
        lost = counter(
                meters, "lost", "Rows that found no room in index.queue, or could not be written before the end");
        removed = counter(meters, "removed", "Rows removed by index.keep and index.max-size");
        failed = counter(meters, "failed", "Tries to open or write the index that failed; they are repeated");
        damaged = counter(meters, "damaged", "Damaged files that were set aside");
        leftOut = counter(
                meters, "refused.left.out", "Refused INVITEs without a row because of index.refused-per-minute");
    }

    private static Counter counter(Meters meters, String name, String help) {
        return meters.counter(PREFIX + name, help);
    }

    /** Shows how the index is doing. */
    static void watch(Meters meters, CallIndex index) {
        meters.gauge(PREFIX + "queue", "Rows that wait to be written", index::queued);
        meters.gauge(PREFIX + "bytes", "Size of the index with its log", index::size);
        meters.gauge(
                PREFIX + "working",
                "1 while the index can be written",
                () -> index.problem().isEmpty() ? 1 : 0);
    }

    void leftOut() {
        leftOut.increment();
    }

    @Override
    public void written(int rows) {
        written.increment(rows);
    }

    @Override
    public void lost(int rows) {
        lost.increment(rows);
    }

    @Override
    public void removed(int rows) {
        removed.increment(rows);
    }

    @Override
    public void failed(String why, boolean isFirst) {
        failed.increment();
    }

    @Override
    public void bug(RuntimeException fault, int rows) {
        lost.increment(rows);
    }

    @Override
    public void damaged(Path setAside, String why) {
        damaged.increment();
    }
}
