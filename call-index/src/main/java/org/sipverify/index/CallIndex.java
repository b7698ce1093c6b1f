package org.sipverify.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The index of the calls that a server handles. Rows are taken without waiting and written by one thread; a database that
 * cannot be opened or written keeps no call from going on, and is tried again. Searches are made by a {@link #reader}.
 */
public final class CallIndex implements AutoCloseable {
    private final IndexConfig config;
    private final IndexListener listener;
    private final WriteQueue queue;
    private final IndexHealth health;
    private final IndexWriter writer;
    private final Thread thread;
    private final CompletableFuture<Optional<Instant>> missing = new CompletableFuture<>();

    private CallIndex(IndexConfig config, IndexListener listener, InstantSource clock) {
        this.config = config;
        this.listener = listener;
        this.queue = new WriteQueue(config.queue());
        this.health = new IndexHealth(listener);
        this.writer = new IndexWriter(
                config, queue, listener, health, clock, opened -> missing.complete(opened.missingSince()));
        this.thread = new Thread(writer, "call-index");
        thread.setDaemon(true);
    }

    /** Begins to take rows. The database is opened by the writer. */
    public static CallIndex start(IndexConfig config, IndexListener listener) {
        return start(config, listener, InstantSource.system());
    }

    static CallIndex start(IndexConfig config, IndexListener listener, InstantSource clock) {
        var index = new CallIndex(config, listener, clock);
        index.thread.start();
        return index;
    }

    /**
     * A call has its answer. Never waits; a row that finds no room is lost and counted.
     *
     * @param time when its INVITE came
     * @param call makes the row, on the thread of the index
     */
    public void offer(Instant time, Supplier<IndexedCall> call) {
        if (!queue.offer(new Change.Called(call), time)) {
            listener.lost(1);
        }
    }

    /**
     * The same for a message that never was a call, of which anyone can send any number: half of the queue is kept for
     * calls. No vCon knows of it, so what is lost here stays lost.
     */
    public void offerRefused(Supplier<IndexedCall> refused) {
        if (!queue.offerLess(new Change.Called(refused))) {
            listener.lost(1);
        }
    }

    /**
     * The vCon of a call was written or removed. Never waits.
     *
     * @param createdAt when the call began
     */
    public void filed(FiledVcon vcon, Instant createdAt) {
        if (!queue.offer(new Change.Filed(vcon), createdAt)) {
            listener.lost(1);
        }
    }

    /** Whether the queue has room for what is no longer new: vCons that are looked through for missing calls. */
    public boolean isCalm() {
        return queue.isCalm() && health.problem().isEmpty();
    }

    /**
     * Waits until the database is open.
     *
     * @return from when on calls of earlier runs may be missing; absent when none are
     */
    public Optional<Instant> awaitMissing() throws InterruptedException {
        try {
            return missing.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it only completes well", e);
        }
    }

    /** What earlier runs have lost has been offered again, as far as there are vCons of it. */
    public void complete() {
        writer.complete();
    }

    /** For searches. */
    public IndexReader reader() {
        return new IndexReader(config.file());
    }

    /** Why the database cannot be written, in a sentence; empty while it can. */
    public Optional<String> problem() {
        return health.problem();
    }

    /** Rows that wait. */
    public int queued() {
        return queue.size();
    }

    /** Bytes of the database and of its log; 0 when it is not there. */
    public long size() {
        return size(config.file())
                + size(config.file().resolveSibling(config.file().getFileName() + "-wal"));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Writes what waits, for a few seconds at most. */
    @Override
    public void close() {
        writer.close(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
