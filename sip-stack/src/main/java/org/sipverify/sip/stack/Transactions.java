package org.sipverify.sip.stack;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.stack.InviteTransaction.Attempt;
import org.sipverify.sip.transport.HeldOctets;

/**
 * The INVITE transactions under way, by what an ACK, a CANCEL and a merged request name them by. Those that have their
 * answer are given up, the oldest first, when as much is held as {@code sip.max-held} lets.
 *
 * <p>Shared state: the two tables and the two lists of those that are answered.
 */
final class Transactions {
    private final Map<TransactionKey, InviteTransaction> byKey = new ConcurrentHashMap<>();
    private final Map<Attempt, InviteTransaction> byAttempt = new ConcurrentHashMap<>();
    private final Answered ofNamed = new Answered();
    private final Answered ofOthers = new Answered();
    private final RecentTransactions finished;
    private final HeldOctets held;

    /**
     * Begins empty.
     *
     * @param maxHeld octets that may be held for others, these transactions among them
     * @param reserved whether a quarter of them is for callers the operator named
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    Transactions(long maxHeld, boolean reserved, LongSupplier nanoTime) {
        this.finished = new RecentTransactions(nanoTime);
        this.held = new HeldOctets(maxHeld, reserved, this::shed);
    }

    /** The account of all that is held, also of what is held elsewhere. */
    HeldOctets held() {
        return held;
    }

    /** The transaction that this request belongs to; null if there is none. */
    @Nullable
    InviteTransaction of(TransactionKey key) {
        return byKey.get(key);
    }

    /** Whether the transaction of this key ended with its ACK a moment ago. */
    boolean isLate(TransactionKey key) {
        return finished.contains(key.callId(), key.branch());
    }

    /** Whether the same call has come by another path and has no ACK yet (RFC 3261 section 8.2.2.2). */
    boolean isMerged(Attempt attempt) {
        return byAttempt.containsKey(attempt);
    }

    int size() {
        return byKey.size();
    }

    void begin(InviteTransaction transaction) {
        byKey.put(transaction.key(), transaction);
        byAttempt.put(transaction.attempt(), transaction);
    }

    /** It has its answer, and weighs no more than that. */
    void answered(InviteTransaction transaction, long weight) {
        long before = transaction.weigh(weight);
        if (before >= 0) {
            held.give(before - weight);
            answered(transaction).add(transaction);
        }
    }

    private Answered answered(InviteTransaction transaction) {
        return transaction.isNamed() ? ofNamed : ofOthers;
    }

    /** The ACK of one came: what the network delivers late of it is dropped from now on. */
    void acknowledged(InviteTransaction transaction) {
        finished.add(transaction.key().callId(), transaction.key().branch());
        end(transaction);
    }

    void end(InviteTransaction transaction) {
        long weighed = transaction.end();
        if (weighed >= 0) {
            held.give(weighed);
            byKey.remove(transaction.key(), transaction);
            byAttempt.remove(transaction.attempt(), transaction);
            answered(transaction).remove(transaction);
        }
    }

    /** Nothing comes any more; what is known of each ends here, ACK or not. */
    void close() {
        List.copyOf(byKey.values()).forEach(this::end);
    }

    private boolean shed(boolean named) {
        var oldest = ofOthers.poll();
        if (oldest == null && named) {
            oldest = ofNamed.poll();
        }
        if (oldest != null) {
            end(oldest);
        }
        return oldest != null;
    }

    /** Those that wait for their ACK, in the order of their answers. */
    private static final class Answered {
        private final LinkedHashMap<InviteTransaction, Boolean> waiting = new LinkedHashMap<>();

        synchronized void add(InviteTransaction transaction) {
            waiting.put(transaction, true);
        }

        synchronized void remove(InviteTransaction transaction) {
            waiting.remove(transaction);
        }

        synchronized @Nullable InviteTransaction poll() {
            Iterator<InviteTransaction> oldest = waiting.keySet().iterator();
            if (!oldest.hasNext()) {
                return null;
            }
            var first = oldest.next();
            oldest.remove();
            return first;
        }
    }
}
