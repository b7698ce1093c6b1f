package org.sipverify.sip.stack;

import io.netty.util.Timeout;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.transport.LaneTimer;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/**
 * The server side of one INVITE (RFC 3261 section 17.2.1, RFC 6026 section 7.1). Until it is answered it counts the
 * memory of its call; afterwards it keeps the response, and nothing of the request.
 *
 * <p>Everything but {@link #end} happens in the lane of the call.
 */
final class InviteTransaction {
    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T2 = Duration.ofSeconds(4);

    /** Timer H: how long to wait for the ACK. */
    private static final Duration ACK_AFTER = T1.multipliedBy(64);

    /** The memory of this object, its timers and its table entries, in octets. */
    private static final int WEIGHT = 1024;

    private static final long OVER = -1;

    private final TransactionKey key;
    private final Attempt attempt;
    private final Source source;
    private final boolean named;
    private final Transport transport;
    private final int room;
    private final ResponseSender sender;
    private final Transactions transactions;
    private final LaneTimer timer;
    private final AtomicReference<@Nullable Wire> wire;
    private final AtomicLong weight;
    private final Runnable atEnd;
    private volatile @Nullable PendingInvite call;
    private volatile byte @Nullable [] last;
    private volatile @Nullable Timeout waiting;
    private volatile @Nullable Timeout repeating;
    private boolean completed;
    private boolean accepted;

    /**
     * Starts with the INVITE. It is not in a table yet.
     *
     * @param weight octets that are held for it
     * @param atEnd run once when it is over, on any thread
     */
    InviteTransaction(
            InboundRequest invite,
            Attempt attempt,
            long weight,
            ResponseSender sender,
            Transactions transactions,
            LaneTimer timer,
            Runnable atEnd) {
        this.key = invite.key();
        this.attempt = attempt;
        this.source = invite.source();
        this.named = invite.named();
        this.transport = invite.transport();
        this.room = invite.room();
        this.wire = new AtomicReference<>(invite.replies());
        invite.replies().hold();
        this.weight = new AtomicLong(weight);
        this.sender = sender;
        this.transactions = transactions;
        this.timer = timer;
        this.atEnd = atEnd;
    }

    TransactionKey key() {
        return key;
    }

    Attempt attempt() {
        return attempt;
    }

    Source source() {
        return source;
    }

    boolean isNamed() {
        return named;
    }

    void belongsTo(PendingInvite answering) {
        call = answering;
    }

    /** What a CANCEL ends; null once it is answered. */
    @Nullable
    PendingInvite call() {
        return call;
    }

    Transport transport() {
        return transport;
    }

    /** The way of its responses; null once it is over. */
    @Nullable
    Wire replies() {
        return wire.get();
    }

    /** Sends a provisional response. */
    void provisional(byte[] response) {
        var way = wire.get();
        if (way != null && !completed) {
            last = response;
            sender.send(way, response, room);
        }
    }

    /**
     * Sends the final response, which is then retransmitted until the ACK arrives.
     *
     * @return false when it could not be sent
     */
    boolean answer(byte[] response) {
        var way = wire.get();
        if (way == null || completed) {
            return false;
        }
        completed = true;
        last = response;
        call = null;
        var sent = sender.send(way, response, room);
        if (transport != Transport.UDP) {
            leaveWire();
        }
        if (!sent && transport != Transport.UDP) {
            transactions.end(this); // the connection is closed, and the INVITE is not retransmitted over another
            return false;
        }
        waiting = timer.after(ACK_AFTER, key.callId(), () -> transactions.end(this));
        if (transport == Transport.UDP && room == Integer.MAX_VALUE) {
            repeatAfter(T1);
        }
        transactions.answered(this, WEIGHT + key.octets() + response.length); // from now on it may be released
        return sent;
    }

    /**
     * Sends a 2xx, again if it was sent before: until its ACK comes, that is the concern of who gives it (RFC 6026). An
     * INVITE that is retransmitted meanwhile gets nothing.
     *
     * @return false when it could not be sent
     */
    boolean accept(byte[] response) {
        var way = wire.get();
        if (way == null || (completed && !accepted)) {
            return false;
        }
        if (!accepted) {
            completed = true;
            accepted = true;
            last = null;
            call = null;
            waiting = timer.after(ACK_AFTER, key.callId(), () -> transactions.end(this));
            transactions.answered(this, WEIGHT + key.octets());
        }
        return sender.send(way, response, room);
    }

    /** The ACK of its 2xx has come, by a transaction of its own. */
    void acknowledged() {
        transactions.acknowledged(this);
    }

    /** Timer G: over UDP the response may have been lost. */
    private void repeatAfter(Duration pause) {
        repeating = timer.after(pause, key.callId(), () -> {
            var way = wire.get();
            var answer = last;
            if (way != null && answer != null) {
                sender.send(way, answer, room);
                var next = pause.multipliedBy(2);
                repeatAfter(next.compareTo(T2) < 0 ? next : T2);
            }
        });
    }

    /** The INVITE was retransmitted: so is its last response. */
    void repeated(InboundRequest invite) {
        var again = last;
        if (again != null) {
            sender.send(invite.replies(), again, invite.room());
        }
    }

    /** Sets its memory; returns the previous value, or a negative number when it has ended. */
    long weigh(long octets) {
        long before = weight.get();
        while (before >= 0 && !weight.compareAndSet(before, octets)) {
            before = weight.get();
        }
        return before;
    }

    /**
     * Ends it, on any thread: its ACK arrived, did not arrive in time, or the transaction is released.
     *
     * @return its memory; a negative number when it had already ended
     */
    long end() {
        long weighed = weight.getAndSet(OVER);
        if (weighed >= 0) {
            leaveWire();
            last = null;
            cancel(waiting);
            cancel(repeating);
            atEnd.run();
        }
        return weighed;
    }

    private void leaveWire() {
        var way = wire.getAndSet(null);
        if (way != null) {
            way.release();
        }
    }

    private static void cancel(@Nullable Timeout timeout) {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    /** What two INVITEs have in common when they are one call that arrived by two paths (RFC 3261 section 8.2.2.2). */
    record Attempt(String callId, String fromTag, long cseq) {}
}
