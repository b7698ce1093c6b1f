package org.sipverify.sip.transport;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The timers of all transactions on one hashed wheel. A task runs in the lane of its call, never concurrently with a
 * message of that call.
 */
public final class LaneTimer implements AutoCloseable {
    /** T1 is 500 ms; 50 ms is fine enough for it, and coarse enough to cost nothing on an idle server. */
    private static final int TICK = 50;

    private final Timer wheel =
            new HashedWheelTimer(task -> new Thread(task, "sip-timer"), TICK, TimeUnit.MILLISECONDS, 512);
    private final SerialLanes lanes;

    public LaneTimer(SerialLanes lanes) {
        this.lanes = lanes;
    }

    /** Runs a task in the lane of a call some time after the delay. */
    public Timeout after(Duration delay, String callId, Runnable task) {
        return wheel.newTimeout(due -> lanes.run(callId.hashCode(), task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Runs a task from a call's own thread in the lane of the call: at once, unless a message of that call is being
     * handled.
     */
    public void now(String callId, Runnable task) {
        lanes.runAlone(callId.hashCode(), task);
    }

    /** Stops all timers. */
    @Override
    public void close() {
        wheel.stop();
    }
}
