package org.sipverify.sip.transport;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A few threads, each with a bounded queue. What belongs to one call has one key and so one lane: its messages and timers
 * are handled one after the other, in the order they came. The newest is turned away when a queue is full: what waits
 * longest is nearest to its answer.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private final ThreadPoolExecutor[] lanes;
    private final int queue;

    public Lanes(int count, int queue) {
        this.queue = queue;
        lanes = new ThreadPoolExecutor[count];
        for (var i = 0; i < count; i++) {
            var name = "sip-" + i;
            lanes[i] = new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    task -> new Thread(task, name),
                    new ThreadPoolExecutor.DiscardPolicy()); // nothing is refused but by a closed lane
        }
    }

    /** Has a message handled in the lane of this key; false when too many wait there. */
    public boolean offer(int key, Runnable task) {
        var lane = lane(key);
        if (lane.getQueue().size() >= queue || lane.isShutdown()) {
            return false;
        }
        lane.execute(() -> attempt(task));
        return true;
    }

    /** Has a timer's task done in the lane of this key, full or not: there are only so many timers as transactions. */
    public void run(int key, Runnable task) {
        var lane = lane(key);
        if (!lane.isShutdown()) {
            lane.execute(() -> attempt(task));
        }
    }

    private ThreadPoolExecutor lane(int key) {
        return lanes[Math.floorMod(key, lanes.length)];
    }

    /** No Throwable ends a lane. */
    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            LOG.error("a SIP task failed", bug);
        }
    }

    @Override
    public void close() {
        for (var lane : lanes) {
            lane.shutdownNow();
        }
    }
}
