package org.sipverify.sip.stack;

import io.netty.util.Timeout;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.transport.LaneTimer;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/**
 * The server's side of one INVITE (RFC 3261 section 17.2.1), as far as a server needs it that never answers 2xx. While the
 * answer is worked out it weighs what its call weighs; with the answer it keeps that, and nothing of the request.
 *
 * <p>Everything but {@link #end} happens in the lane of the call.
 */
final class InviteTransaction {
    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T2 = Duration.ofSeconds(4);

    /** Timer H: how long an ACK may take. */
    private static final Duration ACK_AFTER = T1.multipliedBy(64);

    /** What this object, its timers and its places in the tables weigh, in octets. */
    private static final int WEIGHT = 1024;

    private static final long OVER = -1;

    private final TransactionKey key;
    private final Attempt attempt;
    private final boolean named;
    private final Transport transport;
    private final int room;
    private final ResponseSender sender;
    private final Transactions transactions;
    private final LaneTimer timer;
    private final AtomicReference<@Nullable Wire> wire;
    private final AtomicLong weight;
    private final Runnable atEnd;
    private volatile @Nullable ServerCall call;
    private volatile byte @Nullable [] last;
    private volatile @Nullable Timeout waiting;
    private volatile @Nullable Timeout repeating;
    private boolean completed;

    /**
     * Begins with the INVITE. It is in no table yet.
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
        this.named = invite.named();
        this.transport = invite.transport();
        this.room = invite.room();
        this.wire = new AtomicReference<>(invite.wire());
        invite.wire().hold();
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

    boolean isNamed() {
        return named;
    }

    void belongsTo(ServerCall answering) {
        call = answering;
    }

    /** The call that is to answer it; null once it is answered. */
    @Nullable
    ServerCall call() {
        return call;
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
     * Sends the final answer, which from now on is repeated until the ACK comes.
     *
     * @return false when it could not leave
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
            transactions.end(this); // the connection is gone, and an INVITE is not repeated over another
            return false;
        }
        waiting = timer.after(ACK_AFTER, key.callId(), () -> transactions.end(this));
        if (transport == Transport.UDP && room == Integer.MAX_VALUE) {
            repeatAfter(T1);
        }
        transactions.answered(this, WEIGHT + key.octets() + response.length); // from now on it may be given up
        return sent;
    }

    /** Timer G: over UDP the answer may have been lost. */
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

    /** The INVITE came again: so does what it was answered last. */
    void repeated(InboundRequest invite) {
        var again = last;
        if (again != null) {
            sender.send(invite.wire(), again, invite.room());
        }
    }

    /** What it weighs from now on; returns what it weighed, or less than nothing when it is over. */
    long weigh(long octets) {
        long before = weight.get();
        while (before >= 0 && !weight.compareAndSet(before, octets)) {
            before = weight.get();
        }
        return before;
    }

    /**
     * Ends it, on any thread: its ACK came, or none did, or there is no room for it.
     *
     * @return what it weighed; less than nothing when it was over already
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

    /** What two INVITEs have in common when they are one call that came by two paths (RFC 3261 section 8.2.2.2). */
    record Attempt(String callId, String fromTag, long cseq) {}
}
