package org.sipverify.sip.stack;

import java.text.ParseException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.CompactNames;
import org.sipverify.sip.Headers;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.RejectedInvites;
import org.sipverify.sip.guard.MessageError;

/**
 * Dispatches a request, in the lane of its call: an INVITE becomes a call, and all others are answered at once and
 * forgotten (RFC 3261 section 8.2.7). An ACK and retransmissions are matched by their key and not parsed.
 */
final class RequestDispatcher {
    private static final Logger LOG = LogManager.getLogger();

    private final Transactions transactions;
    private final Calls calls;
    private final DialogRequests dialogs;
    private final ResponseSender sender;
    private final InboundFilter filter;
    private final RejectedInvites rejected;
    private final Admission admission;
    private final SipMeter meter;
    private final Headers retryAfter;

    RequestDispatcher(
            Transactions transactions,
            Calls calls,
            DialogRequests dialogs,
            ResponseSender sender,
            InboundFilter filter,
            RejectedInvites rejected,
            Admission admission,
            SipMeter meter,
            int retryAfter) {
        this.transactions = transactions;
        this.calls = calls;
        this.dialogs = dialogs;
        this.sender = sender;
        this.filter = filter;
        this.rejected = rejected;
        this.admission = admission;
        this.meter = meter;
        this.retryAfter = Headers.NONE.with("Retry-After", Integer.toString(retryAfter));
    }

    void dispatch(InboundRequest request) {
        if (!request.method().equals("CANCEL") && dialogs.take(request)) {
            return;
        }
        switch (request.method()) {
            case "ACK" -> acknowledged(request);
            case "CANCEL" -> parsed(request, this::cancel);
            case "INVITE" -> invite(request);
            default -> parsed(request, this::other);
        }
    }

    /** An ACK that matches no transaction is dropped, never answered. */
    private void acknowledged(InboundRequest ack) {
        var transaction = transactions.of(ack.key());
        if (transaction != null && transaction.call() == null) {
            meter.request("ACK");
            transactions.acknowledged(transaction);
            LOG.debug("acknowledged: call_id={}", ack.message().callId());
        }
    }

    private void invite(InboundRequest invite) {
        var key = invite.key();
        var transaction = transactions.of(key);
        if (transaction != null) {
            transaction.repeated(invite);
        } else if (!transactions.isLate(key)) {
            if (calls.isFull(invite.named())) {
                overloaded(invite);
            } else {
                parsed(invite, this::call);
            }
        }
    }

    private void call(InboundRequest invite, ParsedRequest read) {
        var attempt = read.attempt(invite.message().callId());
        if (calls.isDraining()) {
            note(invite, 503, "the server takes no new calls");
            sender.reply(invite, 503, retryAfter);
        } else if (transactions.isMerged(attempt)) {
            note(invite, 482, "the same call by another path");
            sender.reply(invite, 482, Headers.NONE);
        } else if (!calls.begin(invite, read)) {
            overloaded(invite);
        }
    }

    /**
     * Sent to one source a limited number of times a second, then not at all: its next retransmission may find a free
     * place.
     */
    private void overloaded(InboundRequest invite) {
        meter.overloaded();
        if (admission.mayRefuse(invite.source())) {
            note(invite, 503, "sip.max-calls are in hand");
            sender.reply(invite, 503, retryAfter);
        }
    }

    private void note(InboundRequest invite, int status, String reason) {
        rejected.note(invite.wire(), invite.source(), invite.message().bytes(), status, reason);
    }

    /** RFC 3261 section 9.2. One that arrives after the ACK no longer has a transaction, but is not an error. */
    private void cancel(InboundRequest cancel, ParsedRequest read) {
        var key = cancel.key();
        var transaction = transactions.of(key);
        if (transaction == null && !transactions.isLate(key)) {
            sender.reply(cancel, 481, Headers.NONE);
            return;
        }
        sender.reply(cancel, 200, Headers.NONE);
        var call = transaction == null ? null : transaction.call();
        if (call != null) {
            meter.cancelled();
            call.cancel(CompactNames.expanded(Headers.of(cancel.message().index())));
        }
    }

    private void other(InboundRequest request, ParsedRequest read) {
        if (calls.isDraining()) {
            sender.reply(request, 503, retryAfter);
        } else {
            sender.reply(request, 200, RequestInspection.CAPABILITIES);
        }
    }

    /** Parses a request, and rejects one that no user agent server accepts (RFC 3261 section 8.2). */
    private void parsed(InboundRequest request, Step next) {
        meter.request(SipMeter.METHODS.contains(request.method()) ? request.method() : SipMeter.OTHER_METHOD);
        try {
            var read = MessageMapper.read(request.message());
            var refusal = request.method().equals("CANCEL")
                    ? null
                    : RequestInspection.refusal(read, request.transport()).orElse(null);
            if (refusal == null) {
                next.take(request, read);
            } else {
                rejected.log(
                        request.wire(),
                        request.source(),
                        request.message().bytes(),
                        refusal.status(),
                        ResponseSender.reason(refusal.status()));
                sender.reply(request, refusal.status(), refusal.headers());
            }
        } catch (ParseException malformed) {
            filter.turnAway(request, MessageError.SYNTAX);
        }
    }

    /** The action for a request that has been read. */
    @FunctionalInterface
    private interface Step {
        void take(InboundRequest request, ParsedRequest read);
    }
}
