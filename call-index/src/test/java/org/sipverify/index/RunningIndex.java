package org.sipverify.index;

import static org.sipverify.index.Calls.START;
import static org.sipverify.index.Calls.call;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An index in a directory of its own, with a clock that the test sets. */
abstract class RunningIndex {
    static final Duration KEEP = Duration.ofDays(30);
    static final long LARGE = 1L << 30;

    @TempDir
    Path directory;

    Path file;
    final NotedEvents events = new NotedEvents();
    final AtomicReference<Instant> now = new AtomicReference<>(START.plusSeconds(60));
    final InstantSource clock = now::get;

    @BeforeEach
    void place() {
        file = directory.resolve("state").resolve("calls.db");
    }

    CallIndex start() {
        return start(new IndexConfig(file, KEEP, LARGE, 1000));
    }

    CallIndex start(IndexConfig config) {
        return CallIndex.start(config, events, clock);
    }

    static void offer(CallIndex index, int number) {
        var call = call(number, "+1555" + number, "+4420" + number);
        index.offer(call.time(), () -> call);
    }

    static long count(CallIndex index) {
        try {
            return index.reader().count();
        } catch (IndexException e) {
            return -1;
        }
    }
}
