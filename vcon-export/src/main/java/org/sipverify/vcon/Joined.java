package org.sipverify.vcon;

import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;

/** Waits for threads to end. */
final class Joined {
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(10);

    static void patiently(Thread thread) {
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

    private Joined() {}
}
