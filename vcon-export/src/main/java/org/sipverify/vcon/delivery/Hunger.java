package org.sipverify.vcon.delivery;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Whether a queue wants something that is in the store. Guarded by the queue, but for the waiting. */
final class Hunger {
    /** A permit where the search of the store has something to do. */
    private final Semaphore wanted = new Semaphore(0);

    private boolean missed = true; // what came before this server started
    private boolean sated; // the search was told that nothing is wanted

    /** There was no room for a vCon: it has to be found in the store again. */
    void miss() {
        if (!missed) {
            missed = true;
            want();
        }
    }

    boolean missed() {
        return missed;
    }

    void searched() {
        missed = false;
    }

    /** The search asks for how many there is room. */
    void told(int room) {
        sated = room == 0;
    }

    /** There is room for so many: news only to a search that was told there is none. */
    void has(int room) {
        if (sated && room > 0) {
            sated = false;
            want();
        }
    }

    private void want() {
        if (wanted.availablePermits() == 0) {
            wanted.release();
        }
    }

    /** Waits until something is wanted, so long at most. Without the guard. */
    void await(long nanos) throws InterruptedException {
        var unused = wanted.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    }
}
