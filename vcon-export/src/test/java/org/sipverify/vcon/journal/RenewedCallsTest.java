package org.sipverify.vcon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.ScrubbedMessage;
import org.sipverify.vcon.call.SecretKind;

/** A call that lasts is written again, so that it keeps neither its file nor those behind it. */
@Timeout(60)
class RenewedCallsTest {
    private static final UUID LONG = new UUID(Messages.START.toEpochMilli() << 16 | 0x8001, 1L << 63);
    private static final Messages MESSAGES = new Messages("call-1");
    private static final int SEGMENT = 1 << 16;
    private static final Duration NEVER = Duration.ofHours(1);

    private static final JournalMeter NOTHING_COUNTED = new JournalMeter() {
        @Override
        public void journalFailed() {}

        @Override
        public void torn() {}
    };

    @TempDir
    private Path directory;

    @Test
    void filesGoThoughACallOfTheFirstOneLasts() throws Exception {
        try (var journal = open(directory, Duration.ofMillis(10))) {
            var call = begin(journal);
            fill(journal, 10);
            assertEquals(Set.of(LONG), journal.outlived(call.size()));

            journal.renew(call);

            while (journal.size() > 4 * SEGMENT) {
                Thread.onSpinWait();
            }
            assertEquals(Set.of(), journal.outlived(call.size()));
            assertWhole(left());
        }
    }

    /** What is needed is not written again and again for nothing. */
    @Test
    void whatIsMostlyNeededStays() throws Exception {
        try (var journal = open(directory, NEVER)) {
            var unused = begin(journal);
            fill(journal, 10);

            assertEquals(Set.of(), journal.outlived(6 * SEGMENT));
        }
    }

    /** Until it is on the disk in its new place, the old one is kept: the call is read once all the same. */
    @Test
    void aCrashInBetweenLeavesOneCall() throws Exception {
        try (var journal = open(directory, NEVER)) {
            var call = begin(journal);
            fill(journal, 10);

            journal.renew(call);

            assertTrue(journal.size() > 9 * SEGMENT);
            assertWhole(left());
        }
    }

    @Test
    void itMayEndWhileItMoves() throws Exception {
        try (var journal = open(directory, NEVER)) {
            var call = begin(journal);
            fill(journal, 10);

            journal.renew(call);
            journal.done(List.of(LONG));
        } // which forces what was written to the disk

        try (var files = Files.list(directory.resolve("journal"))) {
            assertEquals(
                    List.of("lock"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void whatNoFileHoldsIsNotRenewed() throws Exception {
        try (var journal = open(directory, NEVER)) {
            var call = begin(journal);
            var large = new RecordedMessage(Direction.RECEIVED, Messages.START, new byte[SEGMENT]);
            call.add(new ScrubbedMessage(large, Set.of()));

            journal.renew(call);

            assertTrue(journal.isWorking());
        }
    }

    /** Begins a call, answered, with two messages. */
    private static Recording begin(Journal journal) {
        var arrival = MESSAGES.arrival(MESSAGES.invite("", ""));
        var call = new Recording(LONG, arrival, Set.of(SecretKind.API_KEY));
        var response = new ScrubbedMessage(MESSAGES.response(3, "200 OK"), Set.of(SecretKind.GEOLOCATION));
        call.add(response);
        call.found(Messages.VALID);
        call.decided(Messages.REDIRECTED);
        assertTrue(journal.finish(journal.begin(LONG, Entry.open(LONG, arrival, Set.of(SecretKind.API_KEY)))));
        assertTrue(journal.add(List.of(
                Entry.message(LONG, response),
                Entry.verdict(LONG, Messages.VALID),
                Entry.decided(LONG, Messages.REDIRECTED))));
        return call;
    }

    /** Calls that are over, until there are so many files more. */
    private static void fill(Journal journal, int files) {
        var arrival = MESSAGES.arrival(MESSAGES.invite("", ""));
        var enough = journal.size() + (long) files * SEGMENT;
        for (var each = 1L; journal.size() < enough; each++) {
            var uuid = new UUID(each, each);
            assertTrue(journal.finish(journal.begin(uuid, Entry.open(uuid, arrival, Set.of()))));
            journal.done(List.of(uuid));
        }
    }

    /** What another process would find if this one ended now. */
    private List<Recording> left() throws IOException {
        var copy = Files.createDirectories(directory.resolve("copy"));
        try (var files = Files.list(directory.resolve("journal"))) {
            for (var file :
                    files.filter(it -> it.toString().endsWith(".journal")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (var journal = Journal.open(config(copy, NEVER), NOTHING_COUNTED)) {
            journal.readLeft();
            return journal.left(uuid -> false);
        }
    }

    private static void assertWhole(List<Recording> left) {
        assertEquals(List.of(LONG), left.stream().map(Recording::uuid).toList());
        var call = left.get(0);
        assertEquals(2, call.messages().size());
        assertEquals(Set.of(SecretKind.API_KEY), call.messages().get(0).removed());
        assertEquals(Set.of(SecretKind.GEOLOCATION), call.messages().get(1).removed());
        assertEquals(Messages.VALID, call.verdict().orElseThrow());
        assertEquals(Messages.REDIRECTED, call.decided().orElseThrow());
        assertTrue(call.end().isEmpty());
    }

    private static Journal open(Path where, Duration syncInterval) throws IOException {
        return Journal.open(config(where.resolve("journal"), syncInterval), NOTHING_COUNTED);
    }

    private static JournalConfig config(Path own, Duration syncInterval) {
        return new JournalConfig(own, syncInterval, SEGMENT, 1 << 30, Duration.ofSeconds(10));
    }
}
