package org.sipverify.vcon.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.journal.Replay.Part;

/**
 * What is known of the calls whose vCons are not on the disk yet, in files that are only appended to. What was appended
 * survives the end of this process at once, and the end of the machine after {@code sync-interval}: appending writes to
 * memory that the system keeps, and one thread forces what all calls have written to the disk together. So a call can
 * wait for its beginning to be written and pays some microseconds.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    /** The system writes changed pages back after half a minute, and only then notes the next change of the file. */
    private static final Duration WRITE_BACK = Duration.ofMinutes(1);

    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);

    private final JournalConfig config;
    private final JournalMeter meter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Segments segments;
    private final ScheduledThreadPoolExecutor syncer = new ScheduledThreadPoolExecutor(1, Journal::thread);

    private long nextMaking = System.nanoTime(); // of the syncer alone

    // What follows is guarded by the lock.
    private boolean failing;
    private long retryAt;
    private long pause = FIRST_PAUSE;

    private Journal(JournalConfig config, JournalMeter meter, Segments segments) {
        this.config = config;
        this.meter = meter;
        this.segments = segments;
    }

    /**
     * Opens the journal. A disk error is not a failure here: the next call tries again.
     *
     * @throws JournalInUseException when another process writes to it
     */
    public static Journal open(JournalConfig config, JournalMeter meter) throws JournalInUseException {
        var journal = new Journal(config, meter, new Segments(config));
        try {
            journal.segments.next(journal.segments.make());
        } catch (JournalInUseException e) {
            throw e;
        } catch (IOException e) {
            journal.failed(e);
        }
        var interval = config.syncInterval().toMillis();
        var unused = journal.syncer.scheduleWithFixedDelay(journal::sync, interval, interval, TimeUnit.MILLISECONDS);
        return journal;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "vcon-journal-sync");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Writes the beginning of a call, unless others keep the caller waiting for longer than {@code patience}.
     *
     * @return whether it was written
     */
    public boolean begin(UUID uuid, byte[] entry) {
        try {
            if (!lock.tryLock(config.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a CANCEL; the call continues without
            return false;
        }
        try {
            return begin(uuid, entry, false);
        } finally {
            lock.unlock();
        }
    }

    /** Writes the beginning of a call, however long it takes. */
    public boolean beginLate(UUID uuid, byte[] entry) {
        lock.lock();
        try {
            return begin(uuid, entry, true);
        } finally {
            lock.unlock();
        }
    }

    private boolean begin(UUID uuid, byte[] entry, boolean patient) {
        if (!write(List.of(entry), true, patient)) {
            return false;
        }
        segments.began(uuid);
        return true;
    }

    /** Writes events of calls that have begun. */
    public boolean add(List<byte[]> entries) {
        lock.lock();
        try {
            return write(entries, false, true);
        } finally {
            lock.unlock();
        }
    }

    /** These calls have their vCons, and the journal may forget them. */
    public void done(Collection<UUID> uuids) {
        lock.lock();
        try {
            // If this cannot be written the vCons are found to be there when the journal is read again.
            var unused = write(uuids.stream().map(Entry::done).toList(), false, true);
            segments.done(uuids);
        } finally {
            lock.unlock();
        }
    }

    private boolean write(List<byte[]> entries, boolean begins, boolean patient) {
        if (failing && (!patient || System.nanoTime() - retryAt < 0)) {
            return false;
        }
        try {
            if (begins && segments.size() > config.maxSize()) {
                throw new IOException("it has reached vcon.journal.max-size, " + config.maxSize() + " bytes");
            }
            var written = segments.append(entries.stream().map(Frames::framed).toList(), patient);
            if (written) {
                recovered();
            }
            return written;
        } catch (IOException e) {
            segments.abandon();
            failed(e);
            return false;
        }
    }

    private void failed(IOException why) {
        if (!failing) {
            LOG.error("cannot write to the journal: {}; retrying", IoFailure.text(why));
        }
        failing = true;
        retryAt = System.nanoTime() + pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        meter.journalFailed();
    }

    private void recovered() {
        if (failing) {
            LOG.info("the journal works again");
        }
        failing = false;
        pause = FIRST_PAUSE;
    }

    private void sync() {
        try {
            locked(segments::unsynced).forEach(Segment.Unsynced::force);
        } catch (UncheckedIOException e) {
            locked(() -> {
                segments.abandon();
                failed(new IOException(e.getMessage(), e));
            });
        }
        if (locked(segments::wantsNext) && System.nanoTime() - nextMaking >= 0) {
            makeNext();
        }
    }

    /** What fails here fails again, and is logged, when the current file is full. */
    private void makeNext() {
        try {
            var next = segments.make();
            locked(() -> segments.next(next));
        } catch (IOException e) {
            LOG.debug("cannot create the journal's next file yet: {}", IoFailure.text(e));
            nextMaking = System.nanoTime() + FIRST_PAUSE;
        }
    }

    private void locked(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    /** Reads what an earlier run left; before that, {@link #left} does not know of it. */
    public void readLeft() throws IOException {
        for (var segment : locked(segments::unread)) {
            if (segments.read(segment, lock)) {
                meter.torn();
                LOG.warn("{}: skipped an incomplete entry at its end", segment.file);
            }
        }
        locked(() -> segments.done(List.of())); // deletes files that hold nothing any more
    }

    /** Some calls that have no vCon, the oldest first, but for these; empty when there are no more. */
    public List<Recording> left(Predicate<UUID> but) throws IOException {
        return Replay.of(locked(() -> segments.oldest(but)));
    }

    /** Calls of an earlier run that began after this instant and have no end; they may still go on. */
    public List<Recording> unended(Instant since) throws IOException {
        var parts = new ArrayList<Part>();
        for (var part : locked(segments::parts)) {
            if (Files.getLastModifiedTime(part.files().get(0)).toInstant().isAfter(since.minus(WRITE_BACK))) {
                parts.add(part);
            }
        }
        return Replay.of(parts).stream()
                .filter(call -> call.end().isEmpty() && call.createdAt().isAfter(since))
                .toList();
    }

    /** Whether a later run finds this call here. */
    public boolean has(UUID uuid) {
        return locked(() -> segments.has(uuid));
    }

    /** Calls begun that have no vCon. */
    public int undone() {
        return locked(segments::undone);
    }

    /** Bytes of all files. */
    public long size() {
        return locked(segments::size);
    }

    /** Whether the last thing to be written was. */
    public boolean isWorking() {
        return locked(() -> !failing);
    }

    /** A file it makes must not appear when the journal is another's. */
    private void endSyncer() {
        syncer.shutdownNow();
        try {
            if (!syncer.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the journal's disk does not respond");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        endSyncer();
        locked(segments::abandon);
        sync();
        locked(segments::close);
    }
}
