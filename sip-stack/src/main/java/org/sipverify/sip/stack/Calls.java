package org.sipverify.sip.stack;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.Answer;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.transport.LaneTimer;

/**
 * The calls in progress: those without an answer yet. If the operator named callers, a quarter of the places is
 * reserved for them, so that other sources cannot lock them out.
 *
 * <p>Shared state: the counts of free places, and whether the server is draining or paused.
 */
final class Calls implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    /**
     * The memory of a call besides its INVITE, and how many copies of the INVITE are held: as octets, as header fields,
     * in a record.
     */
    private static final int WEIGHT = 8 << 10;

    private static final int COPIES = 3;

    private final CallHandler handler;
    private final ResponseSender sender;
    private final SipConfig.Capacity capacity;
    private final Transactions transactions;
    private final LaneTimer timer;
    private final Bridging bridging;
    private final Semaphore places;
    private final Places placesOfOthers;
    private volatile boolean reserved;
    private volatile boolean draining;
    private volatile boolean paused;

    /** @param reserved whether the operator named callers, for whom places are reserved */
    Calls(
            CallHandler handler,
            ResponseSender sender,
            SipConfig.Capacity capacity,
            Transactions transactions,
            LaneTimer timer,
            Bridging bridging,
            boolean reserved) {
        this.bridging = bridging;
        this.handler = handler;
        this.sender = sender;
        this.capacity = capacity;
        this.transactions = transactions;
        this.timer = timer;
        this.reserved = reserved;
        this.places = new Semaphore(capacity.maxCalls());
        this.placesOfOthers = new Places(capacity.maxCalls() - (reserved ? quarter() : 0));
    }

    private static final class Places extends Semaphore {
        Places(int most) {
            super(most);
        }

        /** Takes places away. Where they are in use, none is free until as many calls have ended. */
        void remove(int places) {
            reducePermits(places);
        }
    }

    private int quarter() {
        return capacity.maxCalls() / 4;
    }

    /** Whether places are reserved from now on. One thread at a time. */
    void reserve(boolean forNamed) {
        if (forNamed && !reserved) {
            placesOfOthers.remove(quarter());
        } else if (!forNamed && reserved) {
            placesOfOthers.release(quarter());
        }
        reserved = forNamed;
    }

    /**
     * Starts a new call.
     *
     * @return false when there is no place for it, or not enough memory
     */
    boolean begin(InboundRequest request, ParsedRequest read) {
        if (!takePlace(request.named())) {
            return false;
        }
        long weight = WEIGHT + (long) COPIES * request.message().octets();
        if (!transactions.held().take(weight, request.named())) {
            givePlace(request.named());
            return false;
        }
        var end = new CallEnd(() -> givePlace(request.named()));
        var invite = read.invite(request.message(), request.arrival());
        var attempt = read.attempt(invite.callId());
        var transaction =
                new InviteTransaction(request, attempt, weight, sender, transactions, timer, end::transactionEnded);
        var call = new ServerCall(invite, request.template(), transaction, end, sender, timer, bridging);
        transaction.belongsTo(call);
        transactions.begin(transaction);
        LOG.debug(
                "received: call_id={}, source={}, transport={}", invite.callId(), invite.source(), invite.transport());
        call.handleBy(handler);
        return true;
    }

    private boolean takePlace(boolean named) {
        if (!named && !placesOfOthers.tryAcquire()) {
            return false;
        }
        if (places.tryAcquire()) {
            return true;
        }
        if (!named) {
            placesOfOthers.release();
        }
        return false;
    }

    private void givePlace(boolean named) {
        places.release();
        if (!named) {
            placesOfOthers.release();
        }
    }

    int inHand() {
        return capacity.maxCalls() - places.availablePermits();
    }

    /** Whether another call of that kind would find no place. */
    boolean isFull(boolean named) {
        return !isDraining() && (places.availablePermits() == 0 || (!named && placesOfOthers.availablePermits() <= 0));
    }

    /** Whether new calls are refused: for good, or until the pause ends. */
    boolean isDraining() {
        return draining || paused;
    }

    void pause(boolean refuse) {
        paused = refuse;
    }

    boolean drain(Duration limit) throws InterruptedException {
        draining = true;
        boolean areAnswered = places.tryAcquire(capacity.maxCalls(), limit.toMillis(), TimeUnit.MILLISECONDS);
        if (areAnswered) {
            places.release(capacity.maxCalls()); // no call is in hand
        }
        return areAnswered;
    }

    /** Answers the calls in progress with 503, while the sockets are still open. */
    @Override
    public void close() {
        draining = true;
        transactions.undecided().forEach(call -> call.abort(Answer.busy(capacity.retryAfter())));
    }
}
