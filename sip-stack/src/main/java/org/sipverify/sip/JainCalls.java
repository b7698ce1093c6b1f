package org.sipverify.sip;

import gov.nist.javax.sip.ServerTransactionExt;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sip.ObjectInUseException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The calls this server knows. A call is in hand until it is answered and known until its transaction ends. Shared
 * state: the two tables, the count of free places, and whether the door is closing.
 */
final class JainCalls {
    private static final Logger LOG = LogManager.getLogger();

    /** What interrupted calls may take to say their 503. */
    private static final Duration FAREWELL = Duration.ofSeconds(4);

    private final CallHandler handler;
    private final JainReplies replies;
    private final SipMeter meter;
    private final SipConfig config;
    private final FinishedCalls finished;
    private final AwaitedAcks acks;
    private final JainTimer timer;
    private final ExecutorService threads;
    private final Semaphore places;
    private final Map<ServerTransaction, JainCall> known = new ConcurrentHashMap<>();
    private final Map<Attempt, ServerTransaction> attempts = new ConcurrentHashMap<>();
    private volatile boolean draining;

    /** What two INVITEs have in common when they are one call that came by two paths (RFC 3261 section 8.2.2.2). */
    private record Attempt(String callId, String fromTag, long cseq) {
        static Attempt of(Request request) {
            var message = (SIPRequest) request;
            return new Attempt(
                    message.getCallIdHeader().getCallId(),
                    String.valueOf(message.getFromTag()),
                    message.getCSeqHeader().getSeqNumber());
        }
    }

    JainCalls(
            CallHandler handler,
            JainReplies replies,
            SipMeter meter,
            SipConfig config,
            FinishedCalls finished,
            AwaitedAcks acks,
            JainTimer timer) {
        this.handler = handler;
        this.replies = replies;
        this.meter = meter;
        this.config = config;
        this.finished = finished;
        this.acks = acks;
        this.timer = timer;
        this.threads = CallThreads.open();
        this.places = new Semaphore(config.maxCalls());
    }

    void begin(ServerTransaction transaction) {
        if (attempts.putIfAbsent(Attempt.of(transaction.getRequest()), transaction) != null) {
            replies.send(transaction, Response.LOOP_DETECTED, JainReplies.newTag(), Headers.NONE);
            return;
        }
        var call = new JainCall(transaction, replies, timer, () -> awaitAck(transaction));
        known.put(transaction, call);
        if (draining || !places.tryAcquire()) {
            turnAway(call);
            return;
        }
        call.tellTrying();
        call.runOn(threads, () -> handle(call));
    }

    private void turnAway(JainCall call) {
        if (!draining) {
            meter.overloaded();
        }
        call.answer(Answer.busy(config.retryAfter()));
    }

    private void handle(JainCall call) {
        try (var ignored = CloseableThreadContext.put("call", call.invite().callId())) {
            handler.onInvite(call);
            if (call.answer(Answer.serverError())) {
                LOG.error("the call was left without an answer");
            }
        } catch (InterruptedException e) {
            call.answer(Answer.busy(config.retryAfter())); // counts only when we close; a CANCEL has its 487 already
        } catch (RuntimeException | Error bug) {
            LOG.error("the call failed", bug);
            call.answer(Answer.serverError());
        } finally {
            places.release();
        }
    }

    void cancel(ServerTransaction cancel) {
        var invite = ((ServerTransactionExt) cancel).getCanceledInviteTransaction();
        var call = invite == null ? null : known.get(invite);
        if (call == null) {
            replies.send(cancel, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, JainReplies.newTag(), Headers.NONE);
            return;
        }
        meter.cancelled();
        call.cancel(cancel);
    }

    /** A transaction that is not completed could not send its answer, and nothing would end its waiting. */
    private void awaitAck(ServerTransaction transaction) {
        if (TransactionState.COMPLETED.equals(transaction.getState())) {
            acks.await(callId(transaction.getRequest()), transaction.getBranchId(), () -> acknowledged(transaction));
        }
    }

    /** Its ACK came, and the stack was not told: a terminated transaction repeats its answer no more. */
    private void acknowledged(ServerTransaction transaction) {
        meter.request(Request.ACK);
        var call = known.get(transaction);
        finish(transaction);
        if (call != null) {
            call.letGo();
        }
    }

    /**
     * The caller has our answer, by an ACK nobody had awaited. The same INVITE on another branch is from now on a new attempt, as when a proxy tries
     * its next target; before, it would have been a merged request. The transaction ends at its next tick: what still
     * comes of it is known by its branch.
     */
    void acknowledged(RequestEvent event) {
        attempts.remove(Attempt.of(event.getRequest()));
        var transaction = event.getServerTransaction();
        if (transaction != null && TransactionState.CONFIRMED.equals(transaction.getState())) {
            finish(transaction);
        }
    }

    private void finish(ServerTransaction transaction) {
        finished.add(callId(transaction.getRequest()), transaction.getBranchId());
        end(transaction);
    }

    /** The stack tells of the end only if its own timer had begun, and an ACK may be faster than that. */
    private void end(ServerTransaction transaction) {
        try {
            transaction.terminate();
            ended(transaction);
        } catch (ObjectInUseException e) {
            throw new IllegalStateException("no dialog holds it", e);
        }
    }

    private static String callId(Request request) {
        return ((SIPRequest) request).getCallIdHeader().getCallId();
    }

    void ended(ServerTransaction transaction) {
        var call = known.remove(transaction);
        attempts.remove(Attempt.of(transaction.getRequest()), transaction);
        if (call != null) { // the stack may tell it again, when a new call has that branch
            acks.forget(call.invite().callId(), transaction.getBranchId());
            call.ended();
        }
    }

    int inHand() {
        return config.maxCalls() - places.availablePermits();
    }

    boolean isFull() {
        return places.availablePermits() == 0 && !draining;
    }

    boolean isDraining() {
        return draining;
    }

    boolean drain(Duration limit) throws InterruptedException {
        draining = true;
        return places.tryAcquire(config.maxCalls(), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts the calls in hand, which are answered while there is a socket; what is known of the others ends here, ACK or not. */
    void close() {
        draining = true;
        threads.shutdownNow();
        awaitThreads();
        List.copyOf(known.values()).forEach(JainCall::ended);
    }

    private void awaitThreads() {
        try {
            if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} calls do not heed their interruption", inHand());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
