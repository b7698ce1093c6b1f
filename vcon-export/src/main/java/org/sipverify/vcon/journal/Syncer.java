package org.sipverify.vcon.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.file.IoFailure;

/** Forces what all calls have written to the disk together, and makes files ahead. On a thread of its own. */
final class Syncer implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();
    private static final long BETWEEN_MAKINGS = TimeUnit.SECONDS.toNanos(1);

    private final Segments segments;
    private final JournalLock lock;
    private final JournalHealth health;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, Syncer::thread);
    private long nextMaking = System.nanoTime();

    Syncer(Segments segments, JournalLock lock, JournalHealth health) {
        this.segments = segments;
        this.lock = lock;
        this.health = health;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "vcon-journal-sync");
        thread.setDaemon(true);
        return thread;
    }

    void start(Duration interval) {
        var milliseconds = interval.toMillis();
        var unused = executor.scheduleWithFixedDelay(this::sync, milliseconds, milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Forces what was written; another thread may do so only after {@link #close}. */
    void sync() {
        try {
            var changes = lock.locked(segments::changes);
            changes.unsynced().forEach(Segment.Unsynced::force);
            lock.locked(() -> segments.moved(changes.renewed()));
        } catch (UncheckedIOException e) {
            lock.locked(() -> {
                segments.abandon();
                health.failed(new IOException(e.getMessage(), e));
            });
        }
        if (lock.locked(segments::wantsNext) && System.nanoTime() - nextMaking >= 0) {
            makeNext();
        }
    }

    /** What fails here fails again, and is logged, when the current file is full. */
    private void makeNext() {
        try {
            var next = segments.make();
            lock.locked(() -> segments.next(next));
        } catch (IOException e) {
            LOG.debug("cannot create the journal's next file yet: {}", IoFailure.text(e));
            nextMaking = System.nanoTime() + BETWEEN_MAKINGS;
        }
    }

    /** A file it makes must not appear when the journal is another's. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the journal's disk does not respond");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
