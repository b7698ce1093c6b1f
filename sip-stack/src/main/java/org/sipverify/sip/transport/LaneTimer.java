package org.sipverify.sip.transport;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The timers of all transactions, on the wheel of the {@link EventLoops}. A task runs in the lane of its call, never
 * concurrently with a message of that call.
 */
public final class LaneTimer {
    private final Timer wheel;
    private final SerialLanes lanes;

    public LaneTimer(Timer wheel, SerialLanes lanes) {
        this.wheel = wheel;
        this.lanes = lanes;
    }

    /** Runs a task in the lane of a call some time after the delay. */
    public Timeout after(Duration delay, String callId, Runnable task) {
        return wheel.newTimeout(due -> lanes.run(callId.hashCode(), task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a task in the lane of a call: at once, unless another thread is in that lane. */
    public void now(String callId, Runnable task) {
        lanes.run(callId.hashCode(), task);
    }

    /** Whether what belongs to two calls is handled in one lane. */
    public boolean isSameLane(String callId, String other) {
        return lanes.isSame(callId.hashCode(), other.hashCode());
    }
}
