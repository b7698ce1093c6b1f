package org.sipverify.app.sips;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Threads that wait for other servers, one for each probe that runs; an idle one ends after a while. */
public final class ProbeThreads implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final int most;
    private final Semaphore free;
    private final ThreadPoolExecutor threads;

    /** At most so many probes at a time. */
    public ProbeThreads(int most) {
        this.most = most;
        this.free = new Semaphore(most);
        var number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    var thread = new Thread(task, "sips-probe-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Runs a probe; false when too many run.
     *
     * @param taker gets what it found out; then its place is free already, so that the next question may follow at once
     */
    <T> boolean run(Supplier<T> probe, Consumer<T> taker) {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> taker.accept(found(probe)));
            return true;
        } catch (RejectedExecutionException closed) {
            free.release();
            return false;
        }
    }

    private <T> T found(Supplier<T> probe) {
        try {
            return probe.get();
        } finally {
            free.release();
        }
    }

    /** Probes that run. */
    public int running() {
        return most - free.availablePermits();
    }

    /** Ends the probes: what waits for another server is interrupted. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
