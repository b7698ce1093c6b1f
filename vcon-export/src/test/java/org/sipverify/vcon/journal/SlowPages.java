package org.sipverify.vcon.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Memory of a file in which a store may wait, as when the disk is busy with the page; and a clock that a test sets. */
final class SlowPages implements Pages.Mapper {
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore stores = new Semaphore(0);
    private volatile boolean slow;
    private volatile long time;

    @Override
    public Pages map(FileChannel channel, int size) throws IOException {
        var pages = Pages.mapped(channel, size);
        return new Pages() {
            @Override
            public void put(int at, byte[] octets, int from, int length) {
                if (slow) {
                    waiting.incrementAndGet();
                    stores.acquireUninterruptibly();
                    waiting.decrementAndGet();
                }
                pages.put(at, octets, from, length);
            }

            @Override
            public void force(int from, int length) {
                pages.force(from, length);
            }
        };
    }

    long nanoTime() {
        return time;
    }

    /** From now on no page is known to be ready, and each store waits for {@link #recover}. */
    void stall() {
        slow = true;
        time = Long.MAX_VALUE / 2;
    }

    void recover() {
        slow = false;
        stores.release(1_000_000);
    }

    /** Whether a thread waits for its store. */
    boolean isWaitedFor() {
        return waiting.get() > 0;
    }
}
