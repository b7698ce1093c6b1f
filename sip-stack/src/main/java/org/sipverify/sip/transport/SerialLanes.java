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
import org.jspecify.annotations.Nullable;

/**
 * A striped serial executor. Everything that belongs to one call has one key and so one lane: its messages and timers
 * are handled one after the other, in order. The submitting thread drains an idle lane itself, because waking another
 * thread costs more than most messages do; a thread with more to do leaves the lane to its own thread. When a lane is
 * full the newest message is turned away: the oldest is closest to its response.
 */
public final class SerialLanes implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    /** Limits how long a thread that submitted one message handles messages that others add meanwhile. */
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
                new ThreadPoolExecutor.DiscardPolicy()); // tasks are rejected only after shutdown
        this.lanes = new Lane[count];
        for (var i = 0; i < count; i++) {
            lanes[i] = new Lane(threads);
        }
    }

    /**
     * Handles a message in the lane of this key; returns false when too many of its kind wait there.
     *
     * @param first whether it goes ahead of those for which this is false: a flood from other sources does not delay
     *     callers that the operator named
     * @param here whether this thread has nothing else to do and may handle the message itself
     */
    public boolean offer(int key, boolean first, boolean here, Runnable task) {
        var lane = lane(key);
        if (closed || !lane.hasRoom(first, room)) {
            return false;
        }
        lane.add(first, here ? MOST_FOR_A_VISITOR : 0, task);
        return true;
    }

    /**
     * Runs a task in the lane of this key, even when it is full: the number of timers, and of what calls wait for, is
     * bounded by the transactions. A thread that is in the lane already runs it at once.
     */
    public void run(int key, Runnable task) {
        var lane = lane(key);
        if (lane.isMine()) {
            Lane.attempt(task);
        } else if (!closed) {
            lane.add(true, MOST_FOR_A_VISITOR, task);
        }
    }

    /** Whether two keys have one lane. */
    public boolean isSame(int key, int other) {
        return lane(key) == lane(other);
    }

    private Lane lane(int key) {
        return lanes[Math.floorMod(key, lanes.length)];
    }

    /** Waits until everything now in the lanes is handled, for at most three seconds. */
    public void settle() {
        var settled = new CountDownLatch(lanes.length);
        for (var lane : lanes) {
            lane.add(false, 1, settled::countDown);
        }
        try {
            if (!settled.await(3, TimeUnit.SECONDS)) {
                LOG.debug("{} lanes have not finished", settled.getCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts nothing more, and finishes what it has. */
    @Override
    public void close() {
        closed = true;
        settle();
        threads.shutdownNow();
    }

    /**
     * Runs tasks one after the other. The thread that adds the first task owns the lane until it is empty, or hands it
     * over. Priority tasks overtake the others, and keep their own order.
     */
    private static final class Lane {
        private final Queue<Runnable> first = new ConcurrentLinkedQueue<>();
        private final Queue<Runnable> rest = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waitingFirst = new AtomicInteger();
        private final AtomicInteger left = new AtomicInteger();
        private final Executor thread;
        /**
         * The thread that runs a task right now. Not volatile: a thread only asks whether it is itself, and what it wrote
         * last it also reads.
         */
        private @Nullable Thread inside;

        Lane(Executor thread) {
            this.thread = thread;
        }

        boolean isMine() {
            return inside == Thread.currentThread();
        }

        boolean hasRoom(boolean ahead, int room) {
            int waiting = waitingFirst.get();
            return (ahead ? waiting : left.get() - waiting) < room;
        }

        /** The number of tasks this thread runs itself if no other thread is draining the lane. */
        void add(boolean ahead, int most, Runnable task) {
            if (ahead) {
                waitingFirst.incrementAndGet();
            }
            (ahead ? first : rest).add(task);
            if (left.getAndIncrement() > 0) {
                return; // another thread is draining it
            }
            if (most > 0) {
                walk(most);
            } else {
                thread.execute(() -> walk(Integer.MAX_VALUE));
            }
        }

        private void walk(int most) {
            for (var done = 1; ; done++) {
                inside = Thread.currentThread();
                attempt(next());
                inside = null;
                if (left.decrementAndGet() == 0) {
                    return;
                }
                if (done == most) {
                    thread.execute(() -> walk(Integer.MAX_VALUE));
                    return;
                }
            }
        }

        /** There always is one: a task is queued before it is counted. */
        private Runnable next() {
            var task = first.poll();
            if (task == null) {
                return rest.remove();
            }
            waitingFirst.decrementAndGet();
            return task;
        }

        /** A Throwable must not stop a lane. */
        private static void attempt(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException | Error bug) {
                LOG.error("a SIP task failed", bug);
            }
        }
    }
}
