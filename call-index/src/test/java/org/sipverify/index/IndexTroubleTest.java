package org.sipverify.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.index.Calls.START;
import static org.sipverify.index.Calls.call;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sipverify.testkit.Eventually;

/** What goes wrong beside the index: calls go on, and nothing that can be kept is lost. */
class IndexTroubleTest extends RunningIndex {
    @Test
    void aClockThatGoesBackLosesNoCall() throws IndexException {
        try (var index = start()) {
            offer(index, 1000);
            now.set(START.minus(Duration.ofDays(400)));
            index.offer(now.get(), () -> withTime(call(1, "+1555", "+44"), now.get()));
            offer(index, 1001);
        }

        assertEquals(3, new IndexReader(file).count());
        assertEquals(0, events.removed.get());
    }

    private static IndexedCall withTime(IndexedCall call, Instant time) {
        return new IndexedCall(call.uuid(), time, call.parties(), call.arrival(), call.verdict(), call.handling());
    }

    /** The directory cannot be made, because a file is in its place; later that is gone. */
    @Test
    void callsGoOnWhileTheIndexCannotBeWritten() throws Exception {
        Files.write(directory.resolve("state"), new byte[] {1});
        try (var index = start()) {
            Eventually.isTrue(() -> index.problem().isPresent());
            offer(index, 1);
            Files.delete(directory.resolve("state"));

            Eventually.isTrue(() -> count(index) == 1);
            Eventually.isTrue(() -> index.problem().isEmpty());
            assertEquals(1, events.firstFailures().size(), events.failures::toString);
            assertEquals(1, events.recovered.get());
            assertEquals(0, events.lost.get());
        }
    }

    /** Not even root may make a directory in /proc. */
    @Test
    void callsGoOnWhereNothingMayBeWritten() throws Exception {
        file = Path.of("/proc/sip-verify/calls.db");
        try (var index = start()) {
            Eventually.isTrue(() -> index.problem().isPresent());
            offer(index, 1);

            assertEquals(1, index.queued());
            assertThrows(IndexException.class, () -> index.reader().search(Query.ALL));
        }
        assertEquals(1, events.firstFailures().size(), events.failures::toString);
        assertEquals(1, events.lost.get());
    }

    @Test
    void whatCannotBeWrittenBeforeTheEndIsCountedAsLost() throws Exception {
        Files.write(directory.resolve("state"), new byte[] {1});
        try (var index = start()) {
            offer(index, 1);
        }

        assertEquals(1, events.lost.get());
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAsideAndANewOneIsBegun() throws Exception {
        Files.createDirectory(directory.resolve("state"));
        var text = "not a database, but a text that somebody wrote\n".repeat(100);
        Files.writeString(file, text);
        try (var index = start()) {
            offer(index, 1);

            Eventually.isTrue(() -> count(index) == 1);
            assertEquals(1, events.damaged.size());
            assertEquals(text, Files.readString(events.damaged.get(0)));
            assertEquals(Optional.empty(), index.problem());
        }
    }

    @Test
    void aDatabaseThatIsDamagedWhileItIsWrittenIsSetAsideAndTheCallsAreInTheNewOne() throws Exception {
        try (var index = start()) {
            IntStream.range(0, 500).forEach(i -> offer(index, i));
            Eventually.isTrue(() -> count(index) == 500);
        }
        overwrite();
        try (var index = start()) {
            IntStream.range(500, 600).forEach(i -> offer(index, i));

            Eventually.isTrue(() -> count(index) == 100);
            assertEquals(1, events.damaged.size(), events.failures::toString);
        }
    }

    /** All pages but the first, which says that it is a database. */
    private void overwrite() throws IOException {
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(4096);
            raw.write("x".repeat((int) raw.length() - 4096).getBytes(UTF_8));
        }
    }

    @Test
    void aDatabaseOfANewerProgramIsLeftAlone() throws Exception {
        try (var index = start()) {
            offer(index, 1);
        }
        pragma("user_version = " + (Schema.SCRIPTS.size() + 1));
        try (var index = start()) {
            Eventually.isTrue(() -> index.problem().isPresent());

            assertTrue(index.problem().get().contains("newer version"), index.problem()::toString);
            assertThrows(IndexException.class, () -> index.reader().search(Query.ALL));
        }
        pragma("user_version = " + Schema.SCRIPTS.size());
        assertEquals(1, new IndexReader(file).count());
        assertEquals(0, events.damaged.size());
    }

    @Test
    void theDatabaseOfAnotherProgramIsLeftAlone() throws Exception {
        Files.createDirectory(directory.resolve("state"));
        sql("CREATE TABLE theirs (a)");
        try (var index = start()) {
            Eventually.isTrue(() -> index.problem().isPresent());

            assertTrue(index.problem().get().contains("another program"), index.problem()::toString);
        }
        assertEquals(0, events.damaged.size());
        assertTrue(Files.exists(file));
    }

    private void pragma(String text) throws Exception {
        sql("PRAGMA " + text);
    }

    private void sql(String text) throws Exception {
        try (var connection = org.sqlite.JDBC.createConnection("jdbc:sqlite:" + file, new java.util.Properties())) {
            Database.run(connection, text);
        }
    }

    /** As after kill -9: the first one never says that it has ended. */
    @Test
    void afterARunThatWasCutOffCallsMayBeMissing() throws Exception {
        try (var index = start()) {
            assertEquals(Optional.empty(), index.awaitMissing(), "of a new index");
            offer(index, 1);
            Eventually.isTrue(() -> count(index) == 1);

            try (var next = start()) {
                var missing = next.awaitMissing().orElseThrow();
                assertFalse(missing.isAfter(START));
            }
        }
    }
}
