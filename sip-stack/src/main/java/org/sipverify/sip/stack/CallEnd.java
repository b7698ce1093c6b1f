package org.sipverify.sip.stack;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The end of a call: when it is decided, its transaction has ended, and so has its bridge if it has one. */
final class CallEnd {
    private final AtomicInteger open = new AtomicInteger(2);
    private final AtomicReference<Runnable> action = new AtomicReference<>(CallEnd::nothing);
    private final Runnable onDecision;

    /** @param onDecision run once when the call is decided */
    CallEnd(Runnable onDecision) {
        this.onDecision = onDecision;
    }

    void does(Runnable wanted) {
        action.set(wanted);
    }

    /** It is bridged: its end is later. */
    void continues() {
        open.incrementAndGet();
    }

    /** The bridged call is over. */
    void bridgeEnded() {
        release();
    }

    /** The call has its answer. */
    void decided() {
        onDecision.run();
        release();
    }

    /** The transaction has ended. */
    void transactionEnded() {
        release();
    }

    private void release() {
        if (open.decrementAndGet() == 0) {
            action.getAndSet(CallEnd::nothing).run();
        }
    }

    private static void nothing() {}
}
