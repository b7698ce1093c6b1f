package org.sipverify.app.config;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Coalesces requests to reload the files. A request that comes while another waits is served by that one, and a reload
 * begins a second after the one before at the earliest: a storm of signals is one reading a second. Whether one waits and
 * when it may begin is the shared state.
 */
public final class ReloadRequests {
    static final Duration BETWEEN = Duration.ofSeconds(1);

    private final BiConsumer<Runnable, Duration> scheduler;
    private final LongSupplier nanoTime;
    private final Runnable reload;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile long notBefore;

    /**
     * Nothing is read yet.
     *
     * @param scheduler runs a task after a delay, one task at a time
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public ReloadRequests(BiConsumer<Runnable, Duration> scheduler, LongSupplier nanoTime, Runnable reload) {
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
        this.reload = reload;
        this.notBefore = nanoTime.getAsLong();
    }

    /** Has the files read once, all of it after this moment. */
    public void request() {
        if (waiting.compareAndSet(false, true)) {
            var left = notBefore - nanoTime.getAsLong();
            scheduler.accept(this::run, Duration.ofNanos(Math.max(0, left)));
        }
    }

    private void run() {
        notBefore = nanoTime.getAsLong() + BETWEEN.toNanos();
        waiting.set(false); // before reading: a file that changes meanwhile is read again
        reload.run();
    }
}
