package org.sipverify.sip.stack;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The action at the end of a call: when its transaction has ended and its handler has returned, whichever is later. */
final class CallEnd {
    private final AtomicInteger users = new AtomicInteger(2);
    private final AtomicReference<Runnable> action = new AtomicReference<>(CallEnd::nothing);

    void does(Runnable wanted) {
        action.set(wanted);
    }

    /** One of the two has finished. */
    void release() {
        if (users.decrementAndGet() == 0) {
            action.getAndSet(CallEnd::nothing).run();
        }
    }

    private static void nothing() {}
}
