package org.sipverify.verifier.credentials;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the current thread allocates while it reads an input, which must be in proportion to the input's length. */
final class Appetite {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long ONCE = 512 << 10;
    private static final long EACH_OCTET = 2 << 10;

    /** Has the input read; a second time when that took too much, because the first one may load classes. */
    static void isBounded(byte[] input, Runnable reading) {
        long most = ONCE + EACH_OCTET * input.length;
        long first = allocated(reading);
        long allocated = first <= most ? first : allocated(reading);
        assertTrue(allocated <= most, () -> input.length + " octets made it allocate " + allocated);
    }

    private static long allocated(Runnable reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reading.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private Appetite() {}
}
