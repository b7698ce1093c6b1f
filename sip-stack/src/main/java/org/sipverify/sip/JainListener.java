package org.sipverify.sip;

import java.util.Set;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.Timeout;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.admission.Thrift;
import org.sipverify.sip.transport.Transport;

/** Hears from JAIN-SIP, on its threads. Names each event and hands it on; never blocks. */
final class JainListener implements SipListener {
    private static final Logger LOG = LogManager.getLogger();

    /** Methods worth a counter of their own; a peer can make up any number of others. */
    private static final Set<String> METHODS = Set.of(
            "INVITE",
            "ACK",
            "CANCEL",
            "OPTIONS",
            "BYE",
            "REGISTER",
            "INFO",
            "PRACK",
            "UPDATE",
            "REFER",
            "NOTIFY",
            "SUBSCRIBE",
            "MESSAGE",
            "PUBLISH");

    private final JainCalls calls;
    private final JainReplies replies;
    private final Admission admission;
    private final Thrift thrift;
    private final SipMeter meter;
    private final int retryAfter;

    JainListener(
            JainCalls calls, JainReplies replies, Admission admission, Thrift thrift, SipMeter meter, int retryAfter) {
        this.calls = calls;
        this.replies = replies;
        this.admission = admission;
        this.thrift = thrift;
        this.meter = meter;
        this.retryAfter = retryAfter;
    }

    /** The stack survives an Exception of its listener, but an Error would take the thread with it. */
    @Override
    public void processRequest(RequestEvent event) {
        try {
            hear(event);
        } catch (RuntimeException | Error bug) {
            LOG.error("a {} failed", METHODS.contains(method(event)) ? method(event) : "request", bug);
        }
    }

    private void hear(RequestEvent event) {
        var request = event.getRequest();
        meter.request(METHODS.contains(method(event)) ? method(event) : "OTHER");
        if (method(event).equals(Request.ACK)) {
            calls.acknowledged(event); // one that belongs to nothing is dropped, never answered
            return;
        }
        var invite = method(event).equals(Request.INVITE);
        if (invite && calls.isFull() && !admission.mayRefuse(source(request))) {
            meter.overloaded(); // told already; without a transaction the caller's next try may find a free place
            return;
        }
        var transaction = transaction(event);
        if (transaction == null) {
            return;
        }
        if (invite && thrift.holdsFor(source(request))) {
            answerOnce(transaction);
        }
        if (method(event).equals(Request.CANCEL)) {
            calls.cancel(transaction);
            return;
        }
        JainScreen.refusal(request)
                .ifPresentOrElse(
                        refusal -> reply(transaction, refusal.status(), refusal.headers()), () -> take(transaction));
    }

    private static Source source(Request request) {
        var udp = JainMessages.transport(request) == Transport.UDP;
        return Source.of(JainMessages.source(request).getAddress(), udp);
    }

    /** Has the stack tell when Timer G of RFC 3261 section 17.2.1 fires, in place of sending the answer again. */
    private static void answerOnce(ServerTransaction transaction) {
        try {
            transaction.enableRetransmissionAlerts();
        } catch (SipException e) {
            throw new IllegalStateException("it is an INVITE, and there are no dialogs", e);
        }
    }

    private void take(ServerTransaction transaction) {
        if (transaction.getRequest().getMethod().equals(Request.INVITE)) {
            calls.begin(transaction);
        } else if (calls.isDraining()) {
            reply(transaction, 503, Headers.NONE.with("Retry-After", Integer.toString(retryAfter)));
        } else {
            reply(transaction, Response.OK, JainScreen.CAPABILITIES);
        }
    }

    private void reply(ServerTransaction transaction, int status, Headers headers) {
        replies.send(transaction, status, JainReplies.newTag(), headers);
    }

    private static String method(RequestEvent event) {
        return event.getRequest().getMethod();
    }

    /** Made at once: until it exists a retransmission would arrive here as a new request. */
    private @Nullable ServerTransaction transaction(RequestEvent event) {
        var provider = (SipProvider) event.getSource();
        try {
            var existing = event.getServerTransaction();
            return existing != null
                    ? existing
                    : provider.getNewServerTransaction(JainMessages.completed(event.getRequest()));
        } catch (TransactionAlreadyExistsException retransmission) {
            return null;
        } catch (TransactionUnavailableException lacksAHeader) {
            replies.refuse(provider, event.getRequest(), Response.BAD_REQUEST);
            return null;
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        LOG.debug("stray response {}", event.getResponse().getStatusCode());
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (event.getTimeout() == Timeout.TRANSACTION) {
            LOG.debug("no ACK came"); // the transaction ends by itself, and the call with it
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.warn("cannot reach {}:{}/{}", event.getHost(), event.getPort(), event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        if (event.isServerTransaction()) {
            calls.ended(event.getServerTransaction());
        }
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
