package org.sipverify.sip.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A few lanes. What belongs to one call has one key and so one lane: its messages and timers are handled one after the
 * other, in the order they came. An idle lane is walked by the thread that brings something, because waking another
 * costs more than most messages do; a thread that has more to do leaves it to the lane's own. The newest is turned away
 * when a lane is full: what waits longest is nearest to its answer.
 */
public final class SerialLanes implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    /** What others put into its lane meanwhile does not keep a thread that came with one message for long. */
    private static final int MOST_FOR_A_VISITOR = 4;

    private final Lane[] lanes;
    private final int room;
    private final ExecutorService threads;
    private volatile boolean closed;

    public SerialLanes(int count, int room) {
        this.room = room;
        this.threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "sip-lane"),
                new ThreadPoolExecutor.DiscardPolicy()); // nothing is refused but after the end
        this.lanes = new Lane[count];
        for (var i = 0; i < count; i++) {
            lanes[i] = new Lane(threads);
        }
    }

    /**
     * Has a message handled in the lane of this key; false when too many of its kind wait there.
     *
     * @param first whether it goes ahead of those of which this is false: a flood of strangers holds up no caller
     *     whom the operator named
     * @param here whether this thread has nothing else to do, so that it may handle the message itself
     */
    public boolean offer(int key, boolean first, boolean here, Runnable task) {
        var lane = lane(key);
        if (closed || !lane.hasRoom(first, room)) {
            return false;
        }
        lane.add(first, here ? MOST_FOR_A_VISITOR : 0, task);
        return true;
    }

    /** Has a timer's task done in the lane of this key, full or not: there are only so many timers as transactions. */
    public void run(int key, Runnable task) {
        if (!closed) {
            lane(key).add(true, MOST_FOR_A_VISITOR, task);
        }
    }

    /** Likewise, for a thread that has no time for the tasks of others. */
    public void runAlone(int key, Runnable task) {
        if (!closed) {
            lane(key).add(true, 1, task);
        }
    }

    private Lane lane(int key) {
        return lanes[Math.floorMod(key, lanes.length)];
    }

    /** Waits until all that is in the lanes by now is handled, for three seconds at most. */
    public void settle() {
        var settled = new CountDownLatch(lanes.length);
        for (var lane : lanes) {
            lane.add(false, 1, settled::countDown);
        }
        try {
            if (!settled.await(3, TimeUnit.SECONDS)) {
                LOG.debug("{} lanes are not settled", settled.getCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes nothing more, and brings what it has to its end. */
    @Override
    public void close() {
        closed = true;
        settle();
        threads.shutdownNow();
    }

    /**
     * Tasks one after the other. Whoever adds the first has the lane until none is left, or hands it on. What goes first
     * overtakes the rest, and keeps its own order.
     */
    private static final class Lane {
        private final Queue<Runnable> first = new ConcurrentLinkedQueue<>();
        private final Queue<Runnable> rest = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waitingFirst = new AtomicInteger();
        private final AtomicInteger left = new AtomicInteger();
        private final Executor thread;

        Lane(Executor thread) {
            this.thread = thread;
        }

        boolean hasRoom(boolean ahead, int room) {
            int waiting = waitingFirst.get();
            return (ahead ? waiting : left.get() - waiting) < room;
        }

        /** So many tasks this thread does itself if nobody else is walking the lane. */
        void add(boolean ahead, int most, Runnable task) {
            if (ahead) {
                waitingFirst.incrementAndGet();
            }
            (ahead ? first : rest).add(task);
            if (left.getAndIncrement() > 0) {
                return; // somebody is walking it
            }
            if (most > 0) {
                walk(most);
            } else {
                thread.execute(() -> walk(Integer.MAX_VALUE));
            }
        }

        private void walk(int most) {
            for (var done = 1; ; done++) {
                attempt(next());
                if (left.decrementAndGet() == 0) {
                    return;
                }
                if (done == most) {
                    thread.execute(() -> walk(Integer.MAX_VALUE));
                    return;
                }
            }
        }

        /** There is one: a task is in its queue before it is counted. */
        private Runnable next() {
            var task = first.poll();
            if (task == null) {
                return rest.remove();
            }
            waitingFirst.decrementAndGet();
            return task;
        }

        /** No Throwable ends a lane. */
        private static void attempt(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException | Error bug) {
                LOG.error("a SIP task failed", bug);
            }
        }
    }
}
