package org.sipverify.index;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is queued, many rows in one transaction, on a thread of its own. What fails is tried again until it
 * succeeds or the index is closed; meanwhile the queue fills.
 */
final class IndexWriter implements Runnable {
    private static final int BATCH = 500;

    /** How long a row waits for others, so that they are written together. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** How long the end of the server waits for a database that cannot be written. */
    private static final Duration LAST_TRIES = Duration.ofSeconds(3);

    private final IndexConfig config;
    private final WriteQueue queue;
    private final IndexListener listener;
    private final IndexHealth health;
    private final Retention retention;
    private final InstantSource clock;
    private final Consumer<OpenedIndex> opened;

    private List<Change> batch = List.of();
    private @Nullable OpenedIndex index;
    private volatile boolean complete;
    private volatile boolean closing;
    private volatile long lastTry;

    /** @param opened is told of each database that is opened, before anything is written to it */
    IndexWriter(
            IndexConfig config,
            WriteQueue queue,
            IndexListener listener,
            IndexHealth health,
            InstantSource clock,
            Consumer<OpenedIndex> opened) {
        this.config = config;
        this.queue = queue;
        this.listener = listener;
        this.health = health;
        this.clock = clock;
        this.retention = new Retention(config, clock, listener);
        this.opened = opened;
    }

    /** What earlier runs have lost is queued or written. */
    void complete() {
        complete = true;
    }

    /** Writes what is queued, and ends. */
    void close(Thread thread) {
        lastTry = System.nanoTime() + LAST_TRIES.toNanos();
        closing = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!isOver()) {
            if (batch.isEmpty()) {
                batch = queue.take(BATCH);
            }
            boolean isFull = batch.size() == BATCH;
            boolean went = step();
            if (!went) {
                LockSupport.parkNanos(RETRY.toNanos());
            } else if (!isFull && !closing && !retention.isDue()) {
                LockSupport.parkNanos(GATHERING.toNanos());
            }
        }
        end();
    }

    private boolean isOver() {
        boolean isEmpty = batch.isEmpty() && queue.size() == 0;
        return closing && (isEmpty || System.nanoTime() - lastTry > 0);
    }

    /** Writes the batch, or finds out that this is not possible now. */
    private boolean step() {
        try {
            var open = index();
            if (!batch.isEmpty()) {
                write(open);
            }
            note(open);
            if (retention.isDue()) {
                retention.sweep(open.connection());
            }
            health.works();
            return true;
        } catch (IndexException e) {
            failed(e);
            return false;
        } catch (RuntimeException bug) {
            listener.bug(bug, batch.size());
            batch = List.of(); // it would only happen again
            return true;
        }
    }

    private OpenedIndex index() throws IndexException {
        var open = index;
        if (open == null) {
            open = OpenedIndex.open(config.file());
            index = open;
            opened.accept(open);
        }
        return open;
    }

    private void write(OpenedIndex open) throws IndexException {
        int rows = open.connection().write(batch);
        batch = List.of();
        listener.written(rows);
    }

    private void note(OpenedIndex open) throws IndexException {
        var lost = queue.missingSince();
        if (complete) {
            complete = false;
            open.complete(lost);
        }
        if (lost.isPresent()) {
            open.lost(lost.get());
        }
    }

    private void failed(IndexException why) {
        if (!why.isDamage()) {
            health.failed(why);
            return;
        }
        closeIndex();
        try {
            var aside = DamagedFile.setAside(config.file(), clock.instant());
            listener.damaged(aside, String.valueOf(why.getMessage()));
        } catch (IndexException e) {
            health.failed(e);
        }
    }

    private void closeIndex() {
        var open = index;
        if (open != null) {
            open.close();
            index = null;
        }
    }

    /** What could not be written is lost, and is not called complete. */
    private void end() {
        var left = new ArrayList<>(batch);
        left.addAll(queue.take(Integer.MAX_VALUE));
        if (!left.isEmpty()) {
            listener.lost(left.size());
        }
        var open = index;
        if (open != null && left.isEmpty()) {
            try {
                note(open);
                open.end();
            } catch (IndexException e) {
                health.failed(e); // the next run takes this one for interrupted, and looks for what is missing
            }
        }
        closeIndex();
    }
}
