package org.sipverify.vcon.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.journal.Replay.Part;

/**
 * What is known of the calls whose vCons are not on the disk yet, in files that are only appended to. What was appended
 * survives the end of this process at once, and the end of the machine after {@code sync-interval}: appending writes to
 * memory that the system keeps, and one thread forces what all calls have written to the disk together. So the beginning
 * of a call is mostly written by the thread that handles the call, in some microseconds. That thread never waits: what
 * would have to goes to {@link PendingBeginnings}.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    /** The system writes changed pages back after half a minute, and only then notes the next change of the file. */
    private static final Duration WRITE_BACK = Duration.ofMinutes(1);

    private final JournalConfig config;
    private final JournalMeter meter;
    private final JournalLock lock = new JournalLock();
    private final JournalHealth health;
    private final Segments segments;
    private final LongSupplier nanoTime;
    private final PagesAhead ahead;
    private final PendingBeginnings pending;
    private final Syncer syncer;

    private Journal(JournalConfig config, JournalMeter meter, Segments segments, LongSupplier nanoTime) {
        this.config = config;
        this.meter = meter;
        this.health = new JournalHealth(meter);
        this.segments = segments;
        this.nanoTime = nanoTime;
        this.syncer = new Syncer(segments, lock, health);
        this.ahead = new PagesAhead(segments, lock, nanoTime);
        this.pending = new PendingBeginnings(this::finish, ahead::prepare, config.patience());
    }

    /**
     * Opens the journal. A disk error is not a failure here: the next call tries again.
     *
     * @throws JournalInUseException when another process writes to it
     */
    public static Journal open(JournalConfig config, JournalMeter meter) throws JournalInUseException {
        return open(config, meter, Pages::mapped, System::nanoTime);
    }

    /** The same with other memory and another clock for how old its readiness is. */
    static Journal open(JournalConfig config, JournalMeter meter, Pages.Mapper mapper, LongSupplier nanoTime)
            throws JournalInUseException {
        var journal = new Journal(config, meter, new Segments(config, mapper), nanoTime);
        try {
            journal.segments.next(journal.segments.make());
            journal.ahead.prepare();
        } catch (JournalInUseException e) {
            throw e;
        } catch (IOException e) {
            journal.health.failed(e);
        }
        journal.syncer.start(config.syncInterval());
        journal.pending.start();
        return journal;
    }

    /**
     * Writes the beginning of a call, at once if that needs no waiting, and otherwise as soon as possible on another
     * thread. Never waits.
     */
    public Beginning begin(UUID uuid, byte[] entry) {
        var beginning = tried(uuid, entry);
        if (!beginning.isSettled()) {
            pending.add(beginning);
        }
        return beginning;
    }

    /** The same, but where it would have to wait it is given up for good. */
    public Beginning beginAtOnce(UUID uuid, byte[] entry) {
        var beginning = tried(uuid, entry);
        beginning.giveUp();
        return beginning;
    }

    private Beginning tried(UUID uuid, byte[] entry) {
        var beginning = new Beginning(uuid, entry);
        pending.expectMore();
        if (health.isFailing()) {
            beginning.tried();
        } else if (pending.isEmpty() && lock.tryLock()) {
            try {
                tryToBegin(beginning);
            } finally {
                lock.unlock();
            }
        }
        return beginning;
    }

    private void tryToBegin(Beginning beginning) {
        try {
            checkSize();
            if (segments.appendAtOnce(Frames.framed(beginning.entry()), nanoTime.getAsLong())) {
                began(beginning);
                beginning.tried();
            }
        } catch (IOException e) {
            segments.abandon();
            health.failed(e);
            beginning.tried();
        }
    }

    private void began(Beginning beginning) {
        segments.began(beginning.uuid());
        beginning.write();
    }

    /**
     * Writes the beginning of a call unless that is done, however long it takes, and settles it.
     *
     * @return whether the journal has it
     */
    public boolean finish(Beginning beginning) {
        lock.locked(() -> {
            if (!beginning.isWritten() && write(List.of(beginning.entry()), true)) {
                began(beginning);
            }
        });
        beginning.tried();
        return beginning.isWritten();
    }

    /** Writes events of calls that have begun. */
    public boolean add(List<byte[]> entries) {
        return lock.locked(() -> write(entries, false));
    }

    /**
     * Calls whose beginnings keep the oldest file, and with it all others, which hold much that is needed no more.
     *
     * @param needed bytes of all calls that are not over
     */
    public Set<UUID> outlived(long needed) {
        return lock.locked(() -> segments.outlived(needed));
    }

    /** Writes down again all that is known of a call, so that the files with its past can be deleted. */
    public void renew(Recording call) {
        lock.locked(() -> {
            if (call.size() < config.segmentSize() / 2 && write(List.of(Entry.renewed(call)), false)) {
                segments.renewed(call.uuid());
            }
        });
    }

    /** These calls have their vCons, and the journal may forget them. */
    public void done(Collection<UUID> uuids) {
        lock.locked(() -> {
            // If this cannot be written the vCons are found to be there when the journal is read again.
            var unused = write(uuids.stream().map(Entry::done).toList(), false);
            segments.done(uuids);
        });
    }

    private boolean write(List<byte[]> entries, boolean begins) {
        if (!health.mayTry()) {
            return false;
        }
        try {
            if (begins) {
                checkSize();
            }
            segments.append(entries.stream().map(Frames::framed).toList());
            health.recovered();
            return true;
        } catch (IOException e) {
            segments.abandon();
            health.failed(e);
            return false;
        }
    }

    private void checkSize() throws IOException {
        if (segments.size() > config.maxSize()) {
            throw new IOException("it has reached vcon.journal.max-size, " + config.maxSize() + " bytes");
        }
    }

    /** Reads what an earlier run left; before that, {@link #left} does not know of it. */
    public void readLeft() throws IOException {
        for (var segment : lock.locked(segments::unread)) {
            if (segments.read(segment, lock)) {
                meter.torn();
                LOG.warn("{}: skipped an incomplete entry at its end", segment.file);
            }
        }
        lock.locked(() -> segments.done(List.of())); // deletes files that hold nothing any more
    }

    /** Some calls that have no vCon, the oldest first, but for these; empty when there are no more. */
    public List<Recording> left(Predicate<UUID> but) throws IOException {
        return Replay.of(lock.locked(() -> segments.oldest(but)));
    }

    /** Calls of an earlier run that began after this instant and have no end; they may still go on. */
    public List<Recording> unended(Instant since) throws IOException {
        var parts = new ArrayList<Part>();
        for (var part : lock.locked(segments::parts)) {
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
        return lock.locked(() -> segments.has(uuid));
    }

    /** Calls begun that have no vCon. */
    public int undone() {
        return lock.locked(segments::undone);
    }

    /** Bytes of all files. */
    public long size() {
        return lock.locked(segments::size);
    }

    /** Whether the last thing to be written was. */
    public boolean isWorking() {
        return !health.isFailing();
    }

    @Override
    public void close() {
        pending.close();
        syncer.close();
        lock.locked(segments::abandon);
        syncer.sync();
        lock.locked(segments::close);
    }
}
