package org.sipverify.app.index;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.sipverify.index.CallIndex;
import org.sipverify.index.IndexedCall;

/** Takes the rows of calls. Never waits; what makes a row may be run later, on any thread, or not at all. */
public interface RowSink {
    /**
     * A call has its answer.
     *
     * @param time when its INVITE came
     */
    void offer(Instant time, Supplier<IndexedCall> call);

    /** An INVITE was refused before it was a call; anyone can send any number of those. */
    void offerRefused(Supplier<IndexedCall> refused);

    /** Those that are in the index. */
    static RowSink of(CallIndex index) {
        return new RowSink() {
            @Override
            public void offer(Instant time, Supplier<IndexedCall> call) {
                index.offer(time, call);
            }

            @Override
            public void offerRefused(Supplier<IndexedCall> refused) {
                index.offerRefused(refused);
            }
        };
    }

    /** All of these as one. */
    static RowSink all(List<RowSink> sinks) {
        if (sinks.size() == 1) {
            return sinks.get(0);
        }
        var each = sinks.toArray(new RowSink[0]);
        return new RowSink() {
            @Override
            public void offer(Instant time, Supplier<IndexedCall> call) {
                for (var sink : each) {
                    sink.offer(time, call);
                }
            }

            @Override
            public void offerRefused(Supplier<IndexedCall> refused) {
                for (var sink : each) {
                    sink.offerRefused(refused);
                }
            }
        };
    }
}
