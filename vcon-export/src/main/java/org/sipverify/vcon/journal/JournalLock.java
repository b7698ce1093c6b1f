package org.sipverify.vcon.journal;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The lock that guards a journal's segments. Threads that handle calls only ever try it. */
final class JournalLock extends ReentrantLock {
    private static final long serialVersionUID = 1;

    void locked(Runnable what) {
        lock();
        try {
            what.run();
        } finally {
            unlock();
        }
    }

    <T> T locked(Supplier<T> what) {
        lock();
        try {
            return what.get();
        } finally {
            unlock();
        }
    }
}
