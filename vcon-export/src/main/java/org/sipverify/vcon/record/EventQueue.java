package org.sipverify.vcon.record;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.call.FinalAnswer;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.Sheddable;

/**
 * The queue between the threads that handle calls, which never wait, and the recorder. When it fills, messages are
 * dropped: at three quarters all but final answers, at the end those too. Of the other events of calls there may be
 * four times as many, with twice as many bytes: an INVITE may be large.
 *
 * <p>Waking a thread costs a call more than queueing all its events. So while calls arrive they do not wake the
 * recorder: it polls a hundred times a second, and is woken only after a quiet time, or when much arrives at once.
 */
final class EventQueue {
    private static final int ROOM_FOR_CALLS = 4;
    private static final int BYTES_FOR_CALLS = 2;
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_SLEEP = TimeUnit.SECONDS.toNanos(1);
    private static final double MUCH = 0.25;

    private final int limit;
    private final long byteLimit;
    private final VconMeter meter;
    private final Queue<RecorderEvent> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger(); // the queue itself would have to count its links
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable Thread reader;
    private volatile boolean asleep;

    EventQueue(int limit, long byteLimit, VconMeter meter) {
        this.limit = limit;
        this.byteLimit = byteLimit;
        this.meter = meter;
    }

    /** Queues a message unless there is no room for one of its kind. */
    void message(RecordedMessage message) {
        var pressure = pressure();
        if (pressure >= 1 || (pressure >= 0.75 && !FinalAnswer.is(message))) {
            dropped.incrementAndGet();
            meter.shed(Sheddable.MESSAGES);
            return;
        }
        put(new RecorderEvent.Message(message));
    }

    /** Whether there is room for another call. */
    boolean hasRoomForCalls() {
        return count.get() < ROOM_FOR_CALLS * limit && bytes.get() < BYTES_FOR_CALLS * byteLimit;
    }

    /** Takes what must not be left out: it is of a call that was taken in. */
    void always(RecorderEvent event) {
        put(event);
    }

    private void put(RecorderEvent event) {
        bytes.addAndGet(event.size());
        count.incrementAndGet();
        queue.add(event);
        if (asleep || pressure() >= MUCH) {
            wake();
        }
    }

    /** Has the reader look at once. */
    void wake() {
        LockSupport.unpark(reader);
    }

    /** 0 when nothing waits, 1 when no message has room any more. */
    double pressure() {
        return Math.max((double) count.get() / limit, (double) bytes.get() / byteLimit);
    }

    /** Messages dropped so far, of whatever call: to know whose they were they would have to be read. */
    long dropped() {
        return dropped.get();
    }

    /** Takes what waits, but no more than so much. For one reader. */
    void drainTo(Collection<RecorderEvent> events, int most) {
        for (var event = queue.poll(); event != null; event = queue.poll()) {
            count.decrementAndGet();
            bytes.addAndGet(-event.size());
            events.add(event);
            if (events.size() >= most) {
                return;
            }
        }
    }

    /** Returns after a moment, or later when nothing comes: then it is time to look. For the same reader. */
    void await() {
        reader = Thread.currentThread();
        LockSupport.parkNanos(this, BETWEEN_LOOKS);
        if (queue.isEmpty()) {
            asleep = true;
            if (queue.isEmpty()) {
                LockSupport.parkNanos(this, LONGEST_SLEEP);
            }
            asleep = false;
        }
    }
}
