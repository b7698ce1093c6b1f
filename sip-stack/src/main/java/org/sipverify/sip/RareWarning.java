package org.sipverify.sip;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Logger;

/** A warning that a caller can bring about with each message: it is logged once a minute, with how many were not. */
final class RareWarning {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Logger log;
    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicLong unsaid = new AtomicLong();

    RareWarning(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    void log(String text) {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + MINUTE)) {
            long before = unsaid.getAndSet(0);
            log.warn("{}{}", text, before == 0 ? "" : " (and " + before + " times since the last such line)");
        } else {
            unsaid.incrementAndGet();
        }
    }
}
