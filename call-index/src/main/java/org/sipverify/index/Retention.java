package org.sipverify.index;

import java.time.Duration;
import java.time.InstantSource;

/** Removes calls that are too old, or too many for the size that the index may have. For the writer's thread. */
final class Retention {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Calls removed in one transaction, so that the next rows need not wait long. */
    private static final int AT_ONCE = 500;

    private final IndexConfig config;
    private final InstantSource clock;
    private final IndexListener listener;
    private long next = System.nanoTime();
    private boolean hasRemoved;

    Retention(IndexConfig config, InstantSource clock, IndexListener listener) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
    }

    /** Whether it is time to look. */
    boolean isDue() {
        return System.nanoTime() - next >= 0;
    }

    /** Removes some of what is to go. It is due again at once while there is more, or else a minute later. */
    void sweep(WriterConnection connection) throws IndexException {
        int removed = connection.removeBefore(clock.instant().minus(config.keep()), AT_ONCE);
        if (removed == 0 && connection.used() > config.maxSize()) {
            removed = connection.removeOldest(AT_ONCE);
        }
        if (removed > 0) {
            listener.removed(removed);
            hasRemoved = true;
        }
        if (!connection.shrink() && removed == 0) {
            if (hasRemoved) {
                connection.checkpoint();
                hasRemoved = false;
            }
            next = System.nanoTime() + INTERVAL.toNanos();
        }
    }
}
