package org.sipverify.vcon.journal;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Beginnings that could not be written at once. One thread writes them in the order they came, and between them keeps
 * the pages ready that the next ones go to; it may wait for the disk. Another gives up what has waited too long.
 */
final class PendingBeginnings implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    /** How often pages are made ready while calls come. */
    private static final Duration TICK = Duration.ofMillis(100);

    /** Ticks without a call after which it stops: the next call waits for its pages, and has it begin again. */
    private static final int IDLE = 10;

    private final Consumer<Beginning> write;
    private final Runnable prepare;
    private final Duration patience;
    private final LinkedBlockingQueue<Beginning> waiting = new LinkedBlockingQueue<>();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, task -> daemon(task, "vcon-journal-patience"), new ThreadPoolExecutor.DiscardPolicy());
    private final Thread thread = daemon(this::run, "vcon-journal");
    private volatile boolean called;
    private volatile boolean closing;

    /**
     * Not at work yet.
     *
     * @param write writes one unless it is written, and settles it; may wait for the disk
     * @param prepare makes the pages ready that the next entries go to; may wait, too
     */
    PendingBeginnings(Consumer<Beginning> write, Runnable prepare, Duration patience) {
        this.write = write;
        this.prepare = prepare;
        this.patience = patience;
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        thread.start();
        clock.prestartAllCoreThreads(); // a call must not wait for a thread to be made
    }

    /** A call has come, so that more are to be expected. */
    void expectMore() {
        if (!called) {
            called = true; // written once a tick, not once a call: other cores read it
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(Beginning beginning) {
        waiting.add(beginning);
        var unused = clock.schedule(beginning::giveUp, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        var idle = 0;
        var nextTick = System.nanoTime();
        while (!closing || !waiting.isEmpty()) {
            try {
                finish(idle < IDLE ? waiting.poll(nextTick - System.nanoTime(), TimeUnit.NANOSECONDS) : waiting.take());
                if (nextTick - System.nanoTime() <= 0) {
                    prepare.run();
                    nextTick = System.nanoTime() + TICK.toNanos();
                    idle = called ? 0 : idle + 1;
                    called = false;
                }
            } catch (InterruptedException e) {
                // It closes, and ends when nothing waits.
            } catch (RuntimeException bug) {
                LOG.error("cannot continue a call whose beginning is journalled", bug);
            }
        }
    }

    private void finish(@Nullable Beginning beginning) {
        if (beginning != null) {
            write.accept(beginning);
        }
    }

    /** Writes what waits; when the disk does not take it in time, the calls continue without. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clock.shutdownNow();
        waiting.forEach(Beginning::giveUp);
    }
}
