package org.sipverify.vcon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.journal.Entry;
import org.sipverify.vcon.journal.Journal;

/** A call that an earlier run left without its end, begun at {@link Messages#START}. */
class RecoveredCallsTest {
    private static final UUID CALL = new UUID(Messages.START.toEpochMilli() << 16 | 0x8001, 1L << 63);

    @TempDir
    private Path directory;

    private final FinishedCalls finished = new FinishedCalls(10, 1 << 20, new CountingMeter());
    private long nanos = Long.MAX_VALUE - 7; // the counter of nanoTime may begin anywhere, and overflow

    @BeforeEach
    void leaveACall() throws Exception {
        try (var journal = open()) {
            var arrival = new Messages("call-1").arrival(new Messages("call-1").invite("", ""));
            assertTrue(journal.finish(journal.begin(CALL, Entry.open(CALL, arrival, Set.of()))));
        }
    }

    @ParameterizedTest
    @MethodSource
    void isGivenUpWhenItsCallerHasGivenUp(Instant restart, Duration patience) throws Exception {
        var recovered = read(restart);

        nanos += patience.toNanos() - 1;
        recovered.giveUp();
        assertEquals(0, finished.size());
        nanos++;
        recovered.giveUp();

        assertEquals(1, finished.size());
    }

    static Stream<Arguments> isGivenUpWhenItsCallerHasGivenUp() {
        return Stream.of(
                argumentSet("restarted at once", Messages.START, Duration.ofSeconds(32)),
                argumentSet("restarted after ten seconds", Messages.START.plusSeconds(10), Duration.ofSeconds(22)),
                argumentSet(
                        "the clock was set back in between",
                        Messages.START.minus(Duration.ofDays(400)),
                        Duration.ofSeconds(32)));
    }

    @Test
    void goesOnUntilThen() throws Exception {
        var recovered = read(Messages.START.minus(Duration.ofDays(400)));

        nanos += Duration.ofSeconds(31).toNanos();
        recovered.giveUp();
        var key = new Messages("call-1")
                .arrival(new Messages("call-1").invite("", ""))
                .key();

        assertEquals(CALL, recovered.resume(key).orElseThrow().uuid());
        assertTrue(recovered.resume(key).isEmpty());
    }

    private RecoveredCalls read(Instant now) throws Exception {
        var recovered = new RecoveredCalls(finished, InstantSource.fixed(now), () -> nanos);
        try (var journal = open()) {
            journal.readLeft();
            recovered.read(journal);
        }
        return recovered;
    }

    private Journal open() throws Exception {
        return Journal.open(ExporterFiles.config(directory, "").journal(), new CountingMeter());
    }
}
