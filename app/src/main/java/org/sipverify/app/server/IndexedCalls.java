package org.sipverify.app.server;

import java.util.Optional;
import java.util.function.Supplier;
import org.sipverify.app.config.Settings;
import org.sipverify.app.index.IndexFeed;
import org.sipverify.app.index.IndexLog;
import org.sipverify.app.index.IndexObserver;
import org.sipverify.app.index.MissingCalls;
import org.sipverify.app.index.RefusedRows;
import org.sipverify.app.ops.Metrics;
import org.sipverify.index.CallIndex;
import org.sipverify.index.IndexReader;

/** The index of this server's calls, and what fills it. */
final class IndexedCalls implements AutoCloseable {
    private final CallIndex index;
    private final RefusedRows refusals;
    private final MissingCalls missing;

    private IndexedCalls(CallIndex index, RefusedRows refusals, MissingCalls missing) {
        this.index = index;
        this.refusals = refusals;
        this.missing = missing;
    }

    /**
     * Begins to take rows; absent where no file is configured.
     *
     * @param now the settings in force
     */
    static Optional<IndexedCalls> start(Settings settings, Metrics metrics, Supplier<Settings> now) {
        var section = settings.vcons().index();
        return section.config().map(config -> {
            var index = CallIndex.start(config, new IndexLog(metrics.index()));
            metrics.watch(index);
            var refusals = new RefusedRows(
                    section.refusedPerMinute(),
                    () -> now.get().redirection().numbers().plan(),
                    metrics::leftOutOfIndex,
                    System::nanoTime);
            var vcons = settings.vcons().config().map(it -> it.store().directory());
            return new IndexedCalls(index, refusals, MissingCalls.lookFor(index, vcons));
        });
    }

    IndexObserver observer() {
        return new IndexObserver(index, refusals);
    }

    IndexReader reader() {
        return index.reader();
    }

    IndexFeed feed() {
        return new IndexFeed(index);
    }

    /** What is wrong with it, for /health. */
    Optional<String> problem() {
        return index.problem()
                .map(why -> "index: " + why + "; calls go on without being found by \"sip-verify index search\"");
    }

    /** Writes the rows that wait. To be called when no vCon is written any more. */
    @Override
    public void close() {
        missing.close();
        index.close();
    }
}
