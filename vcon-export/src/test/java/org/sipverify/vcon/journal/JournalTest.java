package org.sipverify.vcon.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.ScrubbedMessage;
import org.sipverify.vcon.call.SecretKind;

class JournalTest {
    private static final UUID ONE = new UUID(Messages.START.toEpochMilli() << 16 | 0x8001, 1L << 63);
    private static final UUID TWO = new UUID(Messages.START.toEpochMilli() << 16 | 0x8002, 1L << 63);

    @TempDir
    private Path directory;

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger torn = new AtomicInteger();

    @Test
    void whatWasWrittenComesBack() throws Exception {
        try (var journal = open(1 << 16)) {
            write(journal, ONE);
            assertTrue(begun(journal, TWO, Entry.open(TWO, arrival("call-2"), Set.of())));
        }

        try (var journal = open(1 << 16)) {
            journal.readLeft();
            var left = journal.left(uuid -> false);

            assertEquals(List.of(ONE, TWO), left.stream().map(Recording::uuid).toList());
            var whole = left.get(0);
            assertEquals(Messages.VALID, whole.verdict().orElseThrow());
            assertEquals(Messages.REDIRECTED, whole.decided().orElseThrow());
            assertEquals(2, whole.messages().size());
            assertEquals(Set.of(SecretKind.API_KEY), whole.messages().get(0).removed());
            assertEquals(Messages.START.plusMillis(9), whole.end().orElseThrow());
            assertEquals("call-1", whole.arrival().key().callId());
            assertTrue(left.get(1).end().isEmpty());
        }
    }

    /** A crash of the machine may cut the file anywhere. */
    @Test
    void aTornEndIsLeftOutWhereverItIs() throws Exception {
        try (var journal = open(1 << 16)) {
            write(journal, ONE);
        }
        var file = segments().get(0);
        var whole = Files.readAllBytes(file);
        var last = Frames.framed(end());
        var begins = indexOf(whole, last);

        for (var length = begins; length < begins + last.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            torn.set(0);
            try (var journal = open(1 << 16)) {
                journal.readLeft();
                var left = journal.left(uuid -> false);

                assertEquals(1, left.size(), "cut at " + length);
                assertTrue(left.get(0).end().isEmpty());
                assertTrue(left.get(0).decided().isPresent());
                assertEquals(length < begins + Integer.BYTES ? 0 : 1, torn.get());
            }
        }
    }

    /** Pages reach the disk in any order: what stands behind a lost one is still read. */
    @Test
    void whatStandsBehindAHoleIsRead() throws Exception {
        var octets = ByteBuffer.allocate(3 * Segment.PAGE).put(Segment.MAGIC);
        octets.put(Arrays.copyOf(Frames.framed(Entry.open(ONE, arrival("call-1"), Set.of())), 100));
        octets.position(2 * Segment.PAGE).put(Frames.framed(Entry.open(TWO, arrival("call-2"), Set.of())));
        Files.createDirectories(directory.resolve("journal"));
        Files.write(directory.resolve("journal/000000000001.journal"), octets.array());

        try (var journal = open(1 << 16)) {
            journal.readLeft();

            var left = journal.left(uuid -> false);
            assertEquals(List.of(TWO), left.stream().map(Recording::uuid).toList());
            assertEquals(1, torn.get());
        }
    }

    @Test
    void anOctetThatChangedIsNoticed() throws Exception {
        try (var journal = open(1 << 16)) {
            write(journal, ONE);
        }
        var file = segments().get(0);
        var octets = Files.readAllBytes(file);
        octets[indexOf(octets, Frames.framed(end())) + 20] ^= 1;
        Files.write(file, octets);

        try (var journal = open(1 << 16)) {
            journal.readLeft();

            assertEquals(1, torn.get());
            assertTrue(journal.left(uuid -> false).get(0).end().isEmpty());
        }
    }

    @Test
    void whatIsDoneDoesNotComeBack() throws Exception {
        try (var journal = open(1 << 16)) {
            write(journal, ONE);
            write(journal, TWO);
            journal.done(List.of(ONE));
            assertEquals(1, journal.undone());
        }

        try (var journal = open(1 << 16)) {
            journal.readLeft();

            assertEquals(
                    List.of(TWO),
                    journal.left(uuid -> false).stream().map(Recording::uuid).toList());
            assertEquals(List.of(), journal.left(TWO::equals));
        }
    }

    @Test
    void aCallMaySpanFilesAndEachGoesWhenItsCallsAreDone() throws Exception {
        try (var journal = Journal.open(config(2048, 1 << 30, Duration.ofHours(1)), meter())) { // room for one message
            write(journal, ONE);
            write(journal, TWO);
            var all = segments().size();

            journal.done(List.of(TWO));
            assertTrue(segments().size() >= all, "ONE began before");
            var left = journal.left(uuid -> false);
            assertEquals(2, left.get(0).messages().size());
            assertTrue(left.get(0).end().isPresent());

            journal.done(List.of(ONE));
            assertEquals(1, segments().size());
        }
    }

    @Test
    void aCallThatHasNoEndMayGoOn() throws Exception {
        try (var journal = open(1 << 16)) {
            write(journal, ONE);
            assertTrue(begun(journal, TWO, Entry.open(TWO, arrival("call-2"), Set.of())));
        }

        try (var journal = open(1 << 16)) {
            journal.readLeft();

            var unended = journal.unended(Messages.START.minusSeconds(1));

            assertEquals(List.of(TWO), unended.stream().map(Recording::uuid).toList());
            assertEquals(List.of(), journal.unended(Messages.START.plusSeconds(1)));
        }
    }

    /** A page that waits to be written back takes further entries, and the file's time stays. */
    @Test
    void aCallIsFoundInAFileThatSeemsOlder() throws Exception {
        try (var journal = open(1 << 16)) {
            assertTrue(begun(journal, ONE, Entry.open(ONE, arrival("call-1"), Set.of())));
        }
        Files.setLastModifiedTime(segments().get(0), FileTime.from(Messages.START.minusSeconds(40)));

        try (var journal = open(1 << 16)) {
            journal.readLeft();

            assertEquals(1, journal.unended(Messages.START.minusSeconds(1)).size());
        }
    }

    /** It makes files ahead on a thread of its own, which is at it just then. */
    @Test
    @Timeout(120)
    void afterItsEndNoFileAppears() throws Exception {
        for (var round = 0; round < 20; round++) {
            try (var journal = Journal.open(config(1 << 13, 1 << 30, Duration.ofMillis(1)), meter())) {
                for (var uuid : List.of(ONE, TWO, new UUID(3, 3))) {
                    assertTrue(begun(journal, uuid, Entry.open(uuid, arrival("call-1"), Set.of())));
                    journal.done(List.of(uuid));
                }
                while (segments().size() < 2) {
                    Thread.onSpinWait();
                }
            }
            assertEquals(List.of(), segments());
        }
    }

    @Test
    void aSecondProcessIsKeptOut() throws Exception {
        try (var journal = open(1 << 16)) {
            assertThrows(JournalInUseException.class, () -> open(1 << 16));
        }
    }

    @Test
    void beyondItsSizeNoCallBegins() throws Exception {
        try (var journal = Journal.open(config(1 << 16, 10, Duration.ofMillis(10)), meter())) {
            write(journal, ONE);

            assertFalse(begun(journal, TWO, Entry.open(TWO, arrival("call-2"), Set.of())));
            assertFalse(journal.isWorking());
            assertEquals(1, failures.get());
        }
    }

    @Test
    void onlyItsUserReadsIt() throws Exception {
        try (var journal = open(1 << 16)) {
            write(journal, ONE);

            var own = directory.resolve("journal");
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
            for (var file : segments()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    private void write(Journal journal, UUID uuid) {
        var messages = new Messages("call-1");
        var recording = recording(uuid);
        assertTrue(begun(journal, uuid, Entry.open(uuid, arrival("call-1"), Set.of(SecretKind.API_KEY))));
        assertTrue(journal.add(List.of(
                Entry.message(uuid, new ScrubbedMessage(messages.response(3, "302 Moved Temporarily"), Set.of())),
                Entry.verdict(uuid, Messages.VALID),
                Entry.decided(uuid, Messages.REDIRECTED))));
        assertTrue(journal.add(List.of(Entry.end(recording, Messages.START.plusMillis(9)))));
    }

    private static boolean begun(Journal journal, UUID uuid, byte[] entry) {
        return journal.finish(journal.begin(uuid, entry));
    }

    private static byte[] end() {
        return Entry.end(recording(ONE), Messages.START.plusMillis(9));
    }

    private static int indexOf(byte[] octets, byte[] part) {
        return new String(octets, ISO_8859_1).indexOf(new String(part, ISO_8859_1));
    }

    private static Recording recording(UUID uuid) {
        return new Recording(uuid, arrival("call-1"), Set.of());
    }

    private static org.sipverify.vcon.call.IncomingInvite arrival(String callId) {
        var messages = new Messages(callId);
        return messages.arrival(messages.invite("", ""));
    }

    private Journal open(long segmentSize) throws IOException {
        return Journal.open(config(segmentSize, 1 << 30, Duration.ofMillis(10)), meter());
    }

    private JournalConfig config(long segmentSize, long maxSize, Duration syncInterval) {
        var own = directory.resolve("journal");
        return new JournalConfig(own, syncInterval, segmentSize, maxSize, Duration.ofSeconds(10));
    }

    private JournalMeter meter() {
        return new JournalMeter() {
            @Override
            public void journalFailed() {
                failures.incrementAndGet();
            }

            @Override
            public void torn() {
                torn.incrementAndGet();
            }
        };
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }
}
