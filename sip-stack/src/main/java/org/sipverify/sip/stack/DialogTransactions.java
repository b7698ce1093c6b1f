package org.sipverify.sip.stack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.transport.HeldOctets;
import org.sipverify.sip.transport.LaneTimer;

/**
 * The requests within dialogs that are under way or may be repeated, other than INVITE and ACK.
 *
 * <p>Shared state: the table. A transaction belongs to the lane of its call.
 */
final class DialogTransactions {
    /** The memory of one with its response, in octets. */
    private static final int WEIGHT = 4 << 10;

    private final Map<Key, DialogTransaction> table = new ConcurrentHashMap<>();
    private final HeldOctets held;
    private final LaneTimer timer;
    private final ResponseSender sender;

    /** What identifies one: a CANCEL would share the rest with its INVITE. */
    record Key(TransactionKey transaction, String method) {}

    DialogTransactions(HeldOctets held, LaneTimer timer, ResponseSender sender) {
        this.held = held;
        this.timer = timer;
        this.sender = sender;
    }

    /**
     * Begins the transaction of a request, or repeats the response of the one that it belongs to.
     *
     * @return null if it was repeated, or there is no memory for it
     */
    @Nullable
    DialogTransaction begin(InboundRequest request) {
        var key = new Key(request.key(), request.method());
        var known = table.get(key);
        if (known != null) {
            known.repeated();
            return null;
        }
        if (!held.take(WEIGHT, request.named())) {
            return null; // it comes again
        }
        var begun = new DialogTransaction(this, key, request, sender);
        table.put(key, begun);
        return begun;
    }

    void end(Key key, Duration delay) {
        if (delay.isZero()) {
            end(key);
        } else {
            timer.after(delay, key.transaction().callId(), () -> end(key));
        }
    }

    private void end(Key key) {
        if (table.remove(key) != null) {
            held.give(WEIGHT);
        }
    }

    int size() {
        return table.size();
    }
}
