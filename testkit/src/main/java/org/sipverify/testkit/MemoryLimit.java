package org.sipverify.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the current thread allocates while it reads an input, which must be in proportion to the input's length. */
public final class MemoryLimit {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Jazzer takes most of it: it has an automaton made of each regular expression. */
    private static final long ONCE = 16 << 20;

    private static final int AGAIN = 3;
    private static final long EACH_OCTET = 2 << 10;

    /** Has the input read, and again when that took too much: at first it may load classes. */
    public static void isBounded(byte[] input, Runnable reading) {
        long most = ONCE + EACH_OCTET * input.length;
        long allocated = allocated(reading);
        for (int i = 0; i < AGAIN && allocated > most; i++) {
            allocated = allocated(reading);
        }
        assertTrue(allocated <= most, "reading it allocated more than " + most);
    }

    private static long allocated(Runnable reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reading.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private MemoryLimit() {}
}
