package org.sipverify.sip.client;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.LaneTimer;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.sip.transport.Wire;

/**
 * The client transactions under way, and which of them a response belongs to. Shared by all threads; a transaction is
 * touched in the lane of its call alone.
 */
public final class ClientTransactions {
    /** Enough for 1,000 INVITEs a second over UDP, each of which waits 32 s for retransmissions of its response. */
    public static final int MOST = 1 << 15;

    private final Map<ClientTransaction.Key, ClientTransaction> table = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> peers = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final LaneTimer timer;
    private final Timing timing;
    private final int most;

    /** With the timers of the standard. */
    public ClientTransactions(LaneTimer timer) {
        this(timer, Timing.RFC_3261, MOST);
    }

    public ClientTransactions(LaneTimer timer, Timing timing, int most) {
        this.timer = timer;
        this.timing = timing;
        this.most = most;
    }

    /** Whether a request to that address is under way, so that its responses are wanted. */
    public boolean isAsked(InetAddress peer) {
        return peers.containsKey(peer);
    }

    /** Those under way, those among them that only wait for retransmissions. */
    public int size() {
        return size.get();
    }

    /**
     * Handles a response, in the lane of its Call-ID.
     *
     * @return why it was dropped; null if it was not
     */
    public @Nullable Loss received(Wire wire, ValidMessage response) {
        var branch = response.branch().orElse("");
        var transaction = table.get(new ClientTransaction.Key(branch, response.method()));
        if (transaction == null || !transaction.callId().equals(response.callId()) || !response.hasOneVia()) {
            return Loss.STRAY_RESPONSE;
        }
        if (!transaction.flow().isOf(wire)) {
            return Loss.FOREIGN_RESPONSE;
        }
        transaction.received(Response.read(response, transaction.flow()));
        return null;
    }

    /** Ends the transactions whose connection broke, each in its lane. */
    public void broken(Wire wire, IOException why) {
        for (var transaction : table.values()) {
            if (transaction.flow().wire() == wire) {
                timer.now(transaction.callId(), transaction::broken);
            }
        }
    }

    boolean add(ClientTransaction transaction) {
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            return false;
        }
        peers.merge(peer(transaction), 1, Integer::sum);
        table.put(transaction.key(), transaction);
        return true;
    }

    void remove(ClientTransaction transaction) {
        if (table.remove(transaction.key(), transaction)) {
            peers.computeIfPresent(peer(transaction), (peer, count) -> count == 1 ? null : count - 1);
            size.decrementAndGet();
        }
    }

    private static InetAddress peer(ClientTransaction transaction) {
        return transaction.flow().wire().remote().getAddress();
    }

    LaneTimer timer() {
        return timer;
    }

    Timing timing() {
        return timing;
    }
}
