package org.sipverify.sip.trace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A trace whose failures are contained. They are logged once a minute, so that a failing trace does not log a stack per
 * message.
 */
final class ShieldedTrace implements MessageTrace {
    private static final Logger LOG = LogManager.getLogger();
    private static final long BETWEEN_LINES = TimeUnit.MINUTES.toNanos(1);

    private final MessageTrace trace;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

    ShieldedTrace(MessageTrace trace) {
        this.trace = trace;
    }

    @Override
    public void message(TracedMessage message) {
        try {
            trace.message(message);
        } catch (RuntimeException | Error bug) {
            failed(bug);
        }
    }

    private void failed(Throwable bug) {
        failures.incrementAndGet();
        var now = System.nanoTime();
        var quiet = quietUntil.get();
        if (now - quiet >= 0 && quietUntil.compareAndSet(quiet, now + BETWEEN_LINES)) {
            LOG.error("a message trace failed, {} times since the last such line", failures.getAndSet(0), bug);
        }
    }
}
