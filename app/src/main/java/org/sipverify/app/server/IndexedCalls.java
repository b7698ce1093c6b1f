package org.sipverify.app.server;

import java.util.Optional;
import org.sipverify.app.api.calls.CallSearches;
import org.sipverify.app.api.calls.CallsMeter;
import org.sipverify.app.config.IndexSettings.Searches;
import org.sipverify.app.config.Settings;
import org.sipverify.app.index.IndexFeed;
import org.sipverify.app.index.IndexLog;
import org.sipverify.app.index.MissingCalls;
import org.sipverify.app.index.RowSink;
import org.sipverify.app.ops.Metrics;
import org.sipverify.index.CallIndex;
import org.sipverify.index.IndexReader;

/** The index of this server's calls, and what fills it. */
final class IndexedCalls implements AutoCloseable {
    private final CallIndex index;
    private final MissingCalls missing;
    private final Searches limits;

    private IndexedCalls(CallIndex index, MissingCalls missing, Searches limits) {
        this.limits = limits;
        this.index = index;
        this.missing = missing;
    }

    /** Begins to take rows; absent where no file is configured. */
    static Optional<IndexedCalls> start(Settings settings, Metrics metrics) {
        var section = settings.vcons().index();
        return section.config().map(config -> {
            var index = CallIndex.start(config, new IndexLog(metrics.index()));
            metrics.watch(index);
            var vcons = settings.vcons().config().map(it -> it.store().directory());
            return new IndexedCalls(index, MissingCalls.lookFor(index, vcons), section.searches());
        });
    }

    RowSink sink() {
        return RowSink.of(index);
    }

    IndexReader reader() {
        return index.reader();
    }

    IndexFeed feed() {
        return new IndexFeed(index);
    }

    /** For those who ask over HTTP. */
    CallSearches searches(CallsMeter meter) {
        return new CallSearches(index.reader(), limits, meter);
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
