package org.sipverify.vcon.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.vcon.StoredListener;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.VconMeter.Loss;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.journal.Journal;
import org.sipverify.vcon.store.FileStore;

/**
 * Makes vCons of the calls that are over and has them stored, on a thread of its own. What cannot be stored is retried
 * until it can; the journal drops a call only then.
 */
final class VconWriter implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final int BATCH = 64;

    /** So that a batch is more than one call where calls come often. */
    private static final long GATHERING = 100;

    /** Each takes the calls of so many milliseconds: code and data of the work are in the CPU's caches only once. */
    private static final long BETWEEN_PIECES = 25;

    private static final long WITHOUT_CALLS = 1_000;
    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 30_000;
    private static final long BETWEEN_READINGS = TimeUnit.SECONDS.toNanos(1);

    private final FinishedCalls finished;
    private final RecoveredCalls recovered;
    private final Journal journal;
    private final VconBuilder builder;
    private final FileStore store;
    private final StoredListener listener;
    private final VconMeter meter;
    private final Thread thread = new Thread(this::run, "vcon-writer");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean failing;
    private long nextReading = System.nanoTime();
    private long pause = FIRST_PAUSE;

    VconWriter(
            FinishedCalls finished,
            RecoveredCalls recovered,
            Journal journal,
            VconBuilder builder,
            FileStore store,
            StoredListener listener,
            VconMeter meter) {
        this.finished = finished;
        this.recovered = recovered;
        this.journal = journal;
        this.builder = builder;
        this.store = store;
        this.listener = listener;
        this.meter = meter;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the disk refused the last vCons. */
    boolean isFailing() {
        return failing;
    }

    private void run() {
        try {
            while (!isClosing() || finished.size() > 0) {
                var unused = archive(gathered());
                if (!isClosing() && System.nanoTime() - nextReading >= 0) {
                    readJournal();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt(); // the disk stalls; closing logs what is left
        }
    }

    /**
     * Makes vCons of the calls as they come, and stops when there are many or the first has waited long enough: waiting
     * for the disk is done for all together, but the work in little pieces, in between those of the calls.
     */
    private Batch gathered() throws InterruptedException {
        var batch = new Batch();
        batch.add(finished.take(BATCH, WITHOUT_CALLS));
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHERING);
        while (!batch.isEmpty() && batch.size() < BATCH && end - System.nanoTime() > 0 && !rests(BETWEEN_PIECES)) {
            batch.add(finished.take(BATCH - batch.size(), 0));
        }
        return batch;
    }

    /** Calls whose vCons are made and wait for the disk together. */
    private final class Batch {
        private final List<UUID> calls = new ArrayList<>();
        private final List<VconBuilder.Made> vcons = new ArrayList<>();

        void add(List<Recording> more) {
            for (var call : more) {
                vcons.addAll(builder.make(call));
                calls.add(call.uuid());
                giveWay();
            }
        }

        boolean isEmpty() {
            return calls.isEmpty();
        }

        int size() {
            return calls.size();
        }
    }

    /** Calls that came meanwhile are written first, unless too many wait here. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it: it makes answers quicker where cores are few
    private void giveWay() {
        if (finished.size() < BATCH) {
            Thread.yield();
        }
    }

    /** Calls that an earlier run left, and those dropped from memory when the disk was full. */
    private void readJournal() throws InterruptedException {
        nextReading = System.nanoTime() + BETWEEN_READINGS;
        recovered.giveUp();
        try {
            journal.readLeft();
            for (var left = journal.left(finished::holds);
                    !left.isEmpty() && !isClosing() && archiveAll(left);
                    left = journal.left(finished::holds)) {
                LOG.info("wrote the vCons of {} calls that were in the journal", left.size());
            }
        } catch (IOException e) {
            storeFailed(e);
        }
    }

    private boolean archiveAll(List<Recording> calls) throws InterruptedException {
        for (var from = 0; from < calls.size(); from += BATCH) {
            var batch = new Batch();
            batch.add(calls.subList(from, Math.min(calls.size(), from + BATCH)));
            if (!archive(batch)) {
                return false;
            }
        }
        return true;
    }

    private boolean archive(Batch batch) throws InterruptedException {
        while (!batch.isEmpty() && !stored(batch.vcons)) {
            if (!rest()) {
                return false;
            }
        }
        if (!batch.isEmpty()) {
            journal.done(batch.calls);
            batch.calls.forEach(finished::letGo);
        }
        return true;
    }

    private boolean stored(List<VconBuilder.Made> made) {
        try {
            listener.storing(made.stream()
                    .map(VconBuilder.Made::item)
                    .filter(item -> item.room().isEmpty())
                    .map(FileStore.Item::uuid)
                    .toList());
            var files = store.write(made.stream().map(VconBuilder.Made::item).toList(), this::giveWay);
            for (var i = 0; i < files.size(); i++) {
                tell(made.get(i), files.get(i));
            }
            recovered();
            return true;
        } catch (IOException e) {
            storeFailed(e);
            return false;
        }
    }

    private void tell(VconBuilder.Made made, Path file) {
        meter.stored();
        if (made.item().room().isEmpty()) {
            listener.stored(made.item().uuid(), made.item().createdAt(), file, made.json());
        }
    }

    private void storeFailed(IOException why) {
        if (!failing) {
            LOG.error("cannot write vCons: {}; retrying", IoFailure.text(why));
        }
        failing = true;
        meter.storeFailed();
    }

    private void recovered() {
        if (failing) {
            LOG.info("writing vCons works again");
        }
        failing = false;
        pause = FIRST_PAUSE;
    }

    /** Waits before the next try; false when there will be none, because the server is closing. */
    private boolean rest() throws InterruptedException {
        var goOn = !rests(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        return goOn;
    }

    /** Waits so many milliseconds; whether the server closes, which ends the waiting. */
    private boolean rests(long milliseconds) throws InterruptedException {
        return closing.await(milliseconds, TimeUnit.MILLISECONDS);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Writes what waits, if the disk takes it; the journal has what is left. */
    @Override
    public void close() {
        closing.countDown();
        Threads.join(thread);
        tellWhatIsLeft();
    }

    private void tellWhatIsLeft() {
        var left = finished.all();
        var lost = left.stream().filter(uuid -> !journal.has(uuid)).count();
        if (left.size() > lost) {
            LOG.warn("{} vCons are not written yet; the journal keeps them for the next start", left.size() - lost);
        }
        if (lost > 0) {
            LOG.error("{} calls are lost: neither their vCons nor the journal could be written", lost);
        }
        LongStream.range(0, lost).forEach(each -> meter.lost(Loss.CLOSED));
    }
}
