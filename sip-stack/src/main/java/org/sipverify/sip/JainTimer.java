package org.sipverify.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.transport.Lanes;

/**
 * JAIN-SIP's timers on one hashed wheel. A task runs in the lane of its call, never beside a message of the same call.
 * Public because the stack makes it by name; the lanes come later, by {@link #runIn}, before the first message.
 */
public final class JainTimer implements SipTimer {
    /** T1 is 500 ms; 50 ms is fine enough for it and coarse enough to cost nothing while nobody calls. */
    private static final int TICK = 50;

    private final Timer wheel =
            new HashedWheelTimer(task -> new Thread(task, "sip-timer"), TICK, TimeUnit.MILLISECONDS, 512);

    @SuppressWarnings("ThreadLocalUsage") // the stack makes one timer, and a static one would outlive it
    private final ThreadLocal<@Nullable Handle> begun = new ThreadLocal<>();

    private volatile Lanes lanes;
    private volatile boolean started;

    @SuppressWarnings("NullAway.Init") // the lanes are set before anything can be scheduled
    public JainTimer() {}

    void runIn(Lanes lanesOfTheServer) {
        lanes = lanesOfTheServer;
    }

    /** Has a task of a call's own thread done in the lane of the call: at once, unless a message of it is being handled. */
    void now(String callId, Runnable task) {
        lanes.runAlone(callId.hashCode(), task);
    }

    /** Has a task of ours done in the lane of a call, some time after the delay. */
    Timeout after(Duration delay, String callId, Runnable task) {
        return wheel.newTimeout(due -> lanes.run(callId.hashCode(), task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends a message of a transaction; the tick that the stack began for the transaction with it, if it did. */
    Optional<Handle> begunBy(Runnable sending) {
        begun.remove();
        sending.run();
        return Optional.ofNullable(begun.get());
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        wheel.stop();
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return schedule(task, delay, 0);
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return schedule(task, delay, period);
    }

    private boolean schedule(SIPStackTimerTask task, long delay, long period) {
        if (!started) {
            throw new IllegalStateException("the timer is stopped");
        }
        var handle = new Handle(task, delay, period);
        task.setSipTimerTask(handle);
        if (period > 0) {
            begun.set(handle);
        }
        return true;
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (task.getSipTimerTask() instanceof Handle handle) {
            task.cleanUpBeforeCancel();
            task.setSipTimerTask(null);
            return handle.cancel();
        }
        return false;
    }

    /** What the stack keeps of a task under way. */
    final class Handle {
        private final SIPStackTimerTask task;
        private final long period;
        private final int lane;
        private volatile boolean cancelled;
        private volatile Timeout timeout;

        Handle(SIPStackTimerTask task, long delay, long period) {
            this.task = task;
            this.period = period;
            this.lane = lane(task.getThreadHash());
            this.timeout = wheel.newTimeout(this::due, delay, TimeUnit.MILLISECONDS);
        }

        /** Does now, in the lane of the call, what would be done at the next tick. */
        void hurry() {
            if (timeout.cancel()) {
                run();
            }
        }

        boolean cancel() {
            cancelled = true;
            return timeout.cancel();
        }

        private void due(Timeout unused) {
            lanes.run(lane, this::run);
        }

        /** Asked for once: the stack writes the Call-ID anew each time. */
        private int lane(@Nullable Object call) {
            return call == null ? System.identityHashCode(task) : call.hashCode();
        }

        private void run() {
            if (cancelled || !started) {
                return;
            }
            try {
                task.runTask();
            } finally {
                if (period > 0 && !cancelled && started) {
                    timeout = wheel.newTimeout(this::due, period, TimeUnit.MILLISECONDS);
                }
            }
        }
    }
}
