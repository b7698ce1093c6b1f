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
 * The INVITE transactions, indexed by the keys of an ACK, a CANCEL and a merged request. Answered ones are released,
 * the oldest first, when {@code sip.max-held} is reached.
 *
 * <p>Shared state: the two tables and the two lists of answered transactions.
 */
final class Transactions {
    private final Map<TransactionKey, InviteTransaction> byKey = new ConcurrentHashMap<>();
    private final Map<Attempt, InviteTransaction> byAttempt = new ConcurrentHashMap<>();
    private final Answered ofNamed = new Answered();
    private final Answered ofOthers = new Answered();
    private final RecentTransactions finished;
    private final HeldOctets held;

    /**
     * Starts empty.
     *
     * @param maxHeld octets that may be held for peers, including these transactions
     * @param reserved whether a quarter of them is reserved for callers that the operator named
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    Transactions(long maxHeld, boolean reserved, LongSupplier nanoTime) {
        this.finished = new RecentTransactions(nanoTime);
        this.held = new HeldOctets(maxHeld, reserved, this::shed);
    }

    /** The account of all memory held for peers, also elsewhere. */
    HeldOctets held() {
        return held;
    }

    /** The transaction that this request belongs to; null if there is none. */
    @Nullable
    InviteTransaction of(TransactionKey key) {
        return byKey.get(key);
    }

    /** Whether the transaction of this key was acknowledged a moment ago. */
    boolean isLate(TransactionKey key) {
        return finished.contains(key.callId(), key.branch());
    }

    /** Whether the same call arrived by another path and has no ACK yet (RFC 3261 section 8.2.2.2). */
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

    /** It is answered, and its memory is that of the response. */
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

    /** The ACK of one arrived: its late messages are dropped from now on. */
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

    /** The calls that have no answer yet. */
    List<ServerCall> undecided() {
        return byKey.values().stream()
                .map(InviteTransaction::call)
                .filter(ServerCall.class::isInstance)
                .map(ServerCall.class::cast)
                .toList();
    }

    /** Ends every transaction, acknowledged or not. */
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

    /** Transactions that wait for their ACK, in the order of their responses. */
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
