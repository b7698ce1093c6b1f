package org.sipverify.vcon.record;

import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;

/** Waits ten seconds at most for threads to end. */
final class Threads {
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(10);

    static void join(Thread thread) {
        try {
            thread.join(PATIENCE);
            if (thread.isAlive()) {
                LogManager.getLogger().warn("{} does not end in time", thread.getName());
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private Threads() {}
}
