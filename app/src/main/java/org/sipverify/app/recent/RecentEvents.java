package org.sipverify.app.recent;

import java.time.Instant;
import java.util.List;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.ops.RecentWarnings;

/** Everything that a server remembers of the last hours and days. */
public record RecentEvents(CallSeries series, SourceTally sources, RecentRefusals refusals, RecentWarnings warnings)
        implements AutoCloseable {
    /** Begins to remember. */
    public static RecentEvents begin() {
        return new RecentEvents(
                new CallSeries(Instant.now().getEpochSecond(), System::nanoTime),
                new SourceTally(),
                new RecentRefusals(System::nanoTime),
                RecentWarnings.listen());
    }

    /** What follows the calls for it. */
    public List<CallObserver> observers() {
        return List.of(series, sources, refusals);
    }

    @Override
    public void close() {
        warnings.close();
    }
}
