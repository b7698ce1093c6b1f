package org.sipverify.vcon.record;

import java.util.concurrent.atomic.AtomicInteger;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.call.Sheddable;

/** Counts. */
final class CountingMeter implements VconMeter {
    final AtomicInteger built = new AtomicInteger();
    final AtomicInteger stored = new AtomicInteger();
    final AtomicInteger shedTraces = new AtomicInteger();
    final AtomicInteger shedMessages = new AtomicInteger();
    final AtomicInteger lost = new AtomicInteger();
    final AtomicInteger storeFailed = new AtomicInteger();
    final AtomicInteger journalFailed = new AtomicInteger();
    final AtomicInteger quarantined = new AtomicInteger();
    final AtomicInteger expired = new AtomicInteger();
    final AtomicInteger torn = new AtomicInteger();

    @Override
    public void built() {
        built.incrementAndGet();
    }

    @Override
    public void stored() {
        stored.incrementAndGet();
    }

    @Override
    public void shed(Sheddable detail) {
        (detail == Sheddable.TRACE ? shedTraces : shedMessages).incrementAndGet();
    }

    @Override
    public void lost(Loss why) {
        lost.incrementAndGet();
    }

    @Override
    public void storeFailed() {
        storeFailed.incrementAndGet();
    }

    @Override
    public void journalFailed() {
        journalFailed.incrementAndGet();
    }

    @Override
    public void torn() {
        torn.incrementAndGet();
    }

    @Override
    public void quarantined() {
        quarantined.incrementAndGet();
    }

    @Override
    public void expired(int vcons) {
        expired.addAndGet(vcons);
    }
}
