package org.sipverify.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.sipverify.sip.transport.Lanes;

/**
 * JAIN-SIP's timers on one hashed wheel. A task runs in the lane of its call, never beside a message of the same call.
 * Public because the stack makes it by name; the lanes come later, by {@link #runIn}, before the first message.
 */
public final class JainTimer implements SipTimer {
    /** T1 is 500 ms; 20 ms is fine enough for it and coarse enough to cost nothing. */
    private static final int TICK = 20;

    private final Timer wheel =
            new HashedWheelTimer(task -> new Thread(task, "sip-timer"), TICK, TimeUnit.MILLISECONDS, 512);
    private volatile Lanes lanes;
    private volatile boolean started;

    @SuppressWarnings("NullAway.Init") // the lanes are set before anything can be scheduled
    public JainTimer() {}

    void runIn(Lanes lanesOfTheServer) {
        lanes = lanesOfTheServer;
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
        task.setSipTimerTask(new Handle(task, delay, period));
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
    private final class Handle {
        private final SIPStackTimerTask task;
        private final long period;
        private volatile boolean cancelled;
        private volatile Timeout timeout;

        Handle(SIPStackTimerTask task, long delay, long period) {
            this.task = task;
            this.period = period;
            this.timeout = wheel.newTimeout(this::due, delay, TimeUnit.MILLISECONDS);
        }

        boolean cancel() {
            cancelled = true;
            return timeout.cancel();
        }

        private void due(Timeout unused) {
            var call = task.getThreadHash();
            lanes.run(call == null ? System.identityHashCode(task) : call.hashCode(), this::run);
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
