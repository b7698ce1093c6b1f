package org.sipverify.vcon;

import java.util.Collection;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.sipverify.vcon.call.Detail;
import org.sipverify.vcon.call.FinalAnswer;
import org.sipverify.vcon.call.WireMessage;

/**
 * The queue between those who handle calls, who never wait, and the recorder. Messages give way when it fills: at three
 * quarters all but final answers, at the end those too. What calls say of themselves is small and has four times the
 * room.
 */
final class Intake {
    private static final int ROOM_FOR_CALLS = 4;

    private final int limit;
    private final long byteLimit;
    private final VconMeter meter;
    private final LinkedBlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** Something to tell the recorder. */
    private record Event(int size, Consumer<Recorder> telling) {}

    Intake(int limit, long byteLimit, VconMeter meter) {
        this.limit = limit;
        this.byteLimit = byteLimit;
        this.meter = meter;
    }

    /** Takes a message unless there is no room for one of its kind. */
    void message(WireMessage message) {
        var pressure = pressure();
        if (pressure >= 1 || (pressure >= 0.75 && !FinalAnswer.is(message))) {
            dropped.incrementAndGet();
            meter.shed(Detail.MESSAGES);
            return;
        }
        put(message.bytes().length, recorder -> recorder.message(message));
    }

    /** Takes what a call says of itself; false when even that has no room. */
    boolean ofCall(int size, Consumer<Recorder> telling) {
        var full = queue.size() >= ROOM_FOR_CALLS * limit || bytes.get() >= ROOM_FOR_CALLS * byteLimit;
        if (!full) {
            put(size, telling);
        }
        return !full;
    }

    /** Takes what must not be left out: it is of a call that was taken in. */
    void always(Consumer<Recorder> telling) {
        put(0, telling);
    }

    private void put(int size, Consumer<Recorder> telling) {
        bytes.addAndGet(size);
        queue.add(new Event(size, telling));
    }

    /** 0 when nothing waits, 1 when no message has room any more. */
    double pressure() {
        return Math.max((double) queue.size() / limit, (double) bytes.get() / byteLimit);
    }

    /** Messages dropped so far, of whatever call: to know whose they were they would have to be read. */
    long dropped() {
        return dropped.get();
    }

    /** Takes what waits, and waits a moment if nothing does. */
    void drainTo(Collection<Consumer<Recorder>> tellings, int most) throws InterruptedException {
        for (var event = queue.poll(100, TimeUnit.MILLISECONDS); event != null; event = queue.poll()) {
            bytes.addAndGet(-event.size());
            tellings.add(event.telling());
            if (tellings.size() >= most) {
                return;
            }
        }
    }
}
