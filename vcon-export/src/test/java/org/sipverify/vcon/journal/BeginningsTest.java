package org.sipverify.vcon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.Recording;

/** The thread that handles a call never waits for the journal, and the call does not wait for ever. */
@Timeout(120)
class BeginningsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir
    private Path directory;

    private final SlowPages pages = new SlowPages();
    private final AtomicInteger failures = new AtomicInteger();

    @Test
    void usuallyTheCallsOwnThreadWritesIt() throws Exception {
        try (var journal = open(LONG)) {
            var beginning = begin(journal, 1);
            var on = new ArrayList<Thread>();
            beginning.whenSettled(() -> on.add(Thread.currentThread()));

            assertTrue(beginning.isWritten());
            assertEquals(List.of(Thread.currentThread()), on);
        }
    }

    @Test
    void aPageThatIsNotReadyHoldsUpNoThread() throws Exception {
        try (var journal = open(LONG)) {
            pages.stall();
            var settled = new CompletableFuture<Thread>();
            var beginning = begin(journal, 1);
            beginning.whenSettled(() -> settled.complete(Thread.currentThread()));
            Eventually.isTrue(pages::isWaitedFor);
            assertFalse(settled.isDone());

            pages.recover();

            assertEquals("vcon-journal", settled.get().getName());
            assertTrue(beginning.isWritten());
        }
        assertEquals(List.of(uuid(1)), left());
    }

    /** The other thread is held in the middle of its own store. */
    @Test
    void aLockThatIsTakenHoldsUpNoThread() throws Exception {
        try (var journal = open(LONG)) {
            assertTrue(begin(journal, 1).isWritten());
            pages.stall();
            var adding = new Thread(() -> assertTrue(journal.add(List.of(Entry.resumed(uuid(1))))));
            adding.start();
            Eventually.isTrue(pages::isWaitedFor);

            var beginning = begin(journal, 2);
            assertFalse(beginning.isWritten());

            pages.recover();
            var settled = new CountDownLatch(1);
            beginning.whenSettled(settled::countDown);
            settled.await();
            adding.join();
            assertTrue(beginning.isWritten());
        }
    }

    @Test
    void manyThatWaitAreReleasedInOrder() throws Exception {
        var order = new CopyOnWriteArrayList<Integer>();
        try (var journal = open(LONG)) {
            pages.stall();
            for (var i = 0; i < 200; i++) {
                var number = i;
                begin(journal, number).whenSettled(() -> order.add(number));
            }
            assertEquals(List.of(), order);

            pages.recover();

            Eventually.isTrue(() -> order.size() == 200);
        }
        assertEquals(IntStream.range(0, 200).boxed().toList(), order);
        assertEquals(200, left().size());
    }

    @Test
    void whoseTimeIsUpGoesOnAndIsWrittenLater() throws Exception {
        try (var journal = open(SHORT)) {
            pages.stall();
            var settled = new CompletableFuture<Thread>();
            var beginning = begin(journal, 1);
            beginning.whenSettled(() -> settled.complete(Thread.currentThread()));

            assertEquals("vcon-journal-patience", settled.get().getName());
            assertFalse(beginning.isWritten());
            assertFalse(beginning.hasFailed(), "it is only slow");

            pages.recover();
            Eventually.isTrue(beginning::isWritten);
        }
        assertEquals(List.of(uuid(1)), left());
    }

    /** The recorder comes to it before the journal's own thread does. */
    @Test
    void whatAnotherThreadFinishesIsWrittenOnce() throws Exception {
        try (var journal = open(LONG)) {
            pages.stall();
            var runs = new AtomicInteger();
            var beginning = begin(journal, 1);
            beginning.whenSettled(runs::incrementAndGet);
            pages.recover();

            assertTrue(journal.finish(beginning));
            assertTrue(journal.finish(beginning));
            Eventually.isTrue(() -> runs.get() == 1);
            assertTrue(begin(journal, 2).isWritten() || journal.undone() > 0);
        }
        assertEquals(uuid(1), left().get(0));
        assertEquals(left().size(), Set.copyOf(left()).size());
    }

    @Test
    void aJournalThatDoesNotWorkHoldsUpNoCall() throws Exception {
        var taken = Files.writeString(directory.resolve("taken"), "not a directory");
        try (var journal = Journal.open(config(taken.resolve("journal"), LONG), meter(), pages, pages::nanoTime)) {
            var beginning = begin(journal, 1);
            var on = new ArrayList<Thread>();
            beginning.whenSettled(() -> on.add(Thread.currentThread()));

            assertTrue(beginning.hasFailed());
            assertSame(Thread.currentThread(), on.get(0));
        }
    }

    /** No other file has been made ahead, so that one has to be made first. */
    @Test
    void aFullFileHoldsUpNoThread() throws Exception {
        try (var journal = open(LONG)) {
            var settled = new AtomicInteger();
            for (var i = 0; i < 100; i++) {
                begin(journal, i).whenSettled(settled::incrementAndGet);
            }
            Eventually.isTrue(() -> settled.get() == 100);
            assertEquals(100, journal.undone());
        }
        assertEquals(100, left().size());
    }

    @Test
    void closingReleasesWhatWaits() throws Exception {
        var settled = new CountDownLatch(1);
        var journal = open(LONG);
        pages.stall();
        begin(journal, 1).whenSettled(settled::countDown);
        Eventually.isTrue(pages::isWaitedFor);
        var closing = new Thread(journal::close);
        closing.start();
        pages.recover();

        assertTrue(settled.await(1, TimeUnit.MINUTES));
        closing.join();
        assertEquals(List.of(uuid(1)), left());
    }

    private static Beginning begin(Journal journal, int number) {
        var messages = new Messages("call-" + number);
        return journal.begin(
                uuid(number), Entry.open(uuid(number), messages.arrival(messages.invite("", "")), Set.of()));
    }

    private static UUID uuid(int number) {
        return new UUID(Messages.START.toEpochMilli() << 16 | 0x8000 | number, 1L << 63);
    }

    private List<UUID> left() throws IOException {
        try (var journal = Journal.open(config(directory.resolve("journal"), LONG), meter())) {
            journal.readLeft();
            var left = new ArrayList<UUID>();
            for (var calls = journal.left(left::contains); !calls.isEmpty(); calls = journal.left(left::contains)) {
                left.addAll(calls.stream().map(Recording::uuid).toList());
            }
            return left;
        }
    }

    private Journal open(Duration patience) throws IOException {
        return Journal.open(config(directory.resolve("journal"), patience), meter(), pages, pages::nanoTime);
    }

    /** No file is made ahead: that is looked for when it is forced to the disk. */
    private static JournalConfig config(Path directory, Duration patience) {
        return new JournalConfig(directory, Duration.ofHours(1), 1 << 14, 1 << 30, patience);
    }

    private JournalMeter meter() {
        return new JournalMeter() {
            @Override
            public void journalFailed() {
                failures.incrementAndGet();
            }

            @Override
            public void torn() {}
        };
    }
}
