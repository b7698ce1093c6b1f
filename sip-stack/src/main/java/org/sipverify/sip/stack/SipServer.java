package org.sipverify.sip.stack;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.CallHandler;
import org.sipverify.sip.CannotListenException;
import org.sipverify.sip.SessionConfig;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.AdmissionConfig;
import org.sipverify.sip.admission.AmplificationGuard;
import org.sipverify.sip.admission.RejectedInvites;
import org.sipverify.sip.admission.ReplyPath;
import org.sipverify.sip.client.ClientTransactions;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.client.RequestSender;
import org.sipverify.sip.client.Timing;
import org.sipverify.sip.leg.LegParts;
import org.sipverify.sip.leg.LegTable;
import org.sipverify.sip.targets.TargetTable;
import org.sipverify.sip.tls.TlsFiles;
import org.sipverify.sip.tls.TlsKeys;
import org.sipverify.sip.trace.MessageTrace;
import org.sipverify.sip.transport.EventLoops;
import org.sipverify.sip.transport.HeldOctets;
import org.sipverify.sip.transport.LaneTimer;
import org.sipverify.sip.transport.SerialLanes;
import org.sipverify.sip.transport.Transport;

/** A listening SIP endpoint: assembles, drains and closes its parts. */
public final class SipServer implements AutoCloseable {
    private final SerialLanes lanes;
    private final LaneTimer timer;
    private final EventLoops loops;
    private final Runnable closeLoops;
    private final Admission admission;
    private final Transactions transactions;
    private final Calls calls;
    private final Bridging bridging;
    private final DialogTransactions inDialog;
    private final DialogRequests dialogs;
    private final ClientTransactions requests;
    private final Sockets sockets;
    private final SipConfig config;
    private final SipMeter meter;
    private final @Nullable TlsKeys tls;
    private @Nullable Outbound outbound;

    private SipServer(
            SipConfig config,
            CallHandler handler,
            SipMeter meter,
            MessageTrace trace,
            LongSupplier nanoTime,
            EventLoops loops,
            Runnable closeLoops)
            throws CannotListenException {
        this.loops = loops;
        this.closeLoops = closeLoops;
        this.config = config;
        this.meter = meter;
        this.tls = Sockets.keys(config);
        this.admission = new Admission(config.admission(), meter, nanoTime);
        this.lanes = new SerialLanes(
                2 * Runtime.getRuntime().availableProcessors(),
                config.limits().backlog().queue());
        this.timer = new LaneTimer(loops.timer(), lanes);
        this.requests = new ClientTransactions(timer);
        this.transactions = new Transactions(config.capacity().maxHeld(), admission.hasAllowList(), nanoTime);
        var guard = new AmplificationGuard(admission, meter);
        var sender = new ResponseSender(admission, guard, meter, config.capacity());
        this.bridging = new Bridging(config.capacity().retryAfter());
        this.calls =
                new Calls(handler, sender, config.capacity(), transactions, timer, bridging, admission.hasAllowList());
        this.inDialog = new DialogTransactions(transactions.held(), timer, sender);
        this.dialogs = new DialogRequests(transactions, inDialog, sender, timer, meter);
        var replyPath = new ReplyPath(config.forceRport());
        var rejected = new RejectedInvites(admission, nanoTime, new Refusals(handler, admission));
        var filter = new InboundFilter(
                admission,
                guard,
                replyPath,
                rejected,
                config,
                meter,
                () -> calls.isFull(false),
                requests::isAsked,
                dialogs);
        var dispatcher = new RequestDispatcher(
                transactions,
                calls,
                dialogs,
                sender,
                filter,
                rejected,
                admission,
                meter,
                config.capacity().retryAfter());
        var pipeline = new InboundPipeline(
                admission,
                guard,
                replyPath,
                filter,
                rejected,
                transactions.held(),
                lanes,
                dispatcher,
                requests,
                sender,
                meter,
                config.limits().backlog().stale());
        try {
            this.sockets = Sockets.open(config, loops, admission, pipeline, transactions.held(), meter, trace, tls);
        } catch (CannotListenException e) {
            closeParts();
            throw e;
        }
    }

    /** As {@link #start(SipConfig, CallHandler, SipMeter, MessageTrace)}, without a trace. */
    public static SipServer start(SipConfig config, CallHandler handler, SipMeter meter) throws CannotListenException {
        return start(config, handler, meter, MessageTrace.NONE);
    }

    /** As {@link #start(SipConfig, CallHandler, SipMeter, MessageTrace, EventLoops)}, with loops of its own. */
    public static SipServer start(SipConfig config, CallHandler handler, SipMeter meter, MessageTrace trace)
            throws CannotListenException {
        return start(config, handler, meter, trace, System::nanoTime);
    }

    /**
     * Opens every listener of the configuration and starts accepting calls.
     *
     * @param trace sees every message; it is called until {@link #close} has returned
     * @param loops the threads of the network; the caller closes them afterwards
     * @throws CannotListenException when one of them cannot be opened; then none stays open
     */
    public static SipServer start(
            SipConfig config, CallHandler handler, SipMeter meter, MessageTrace trace, EventLoops loops)
            throws CannotListenException {
        return read(new SipServer(config, handler, meter, trace, System::nanoTime, loops, () -> {}));
    }

    /** @param nanoTime a clock like {@link System#nanoTime}, for rates, bans and expiry */
    static SipServer start(
            SipConfig config, CallHandler handler, SipMeter meter, MessageTrace trace, LongSupplier nanoTime)
            throws CannotListenException {
        var loops = new EventLoops(Runtime.getRuntime().availableProcessors());
        return read(new SipServer(config, handler, meter, trace, nanoTime, loops, loops::close));
    }

    private static SipServer read(SipServer server) {
        server.sockets.read();
        return server;
    }

    /** Applies another configuration of admission from the next message on. */
    public void admit(AdmissionConfig config) {
        admission.replace(config);
        calls.reserve(admission.hasAllowList());
        transactions.held().reserve(admission.hasAllowList());
        sockets.separateAllowed();
    }

    /** Where it listens, one entry per socket: {@code udp 127.0.0.1:5061}. */
    public List<String> listeners() {
        return sockets.descriptions();
    }

    /** The certificates of its TLS listener; empty when it has none. */
    public Optional<TlsFiles> tls() {
        return Optional.ofNullable(tls);
    }

    /** Calls in progress. */
    public int callsInHand() {
        return calls.inHand();
    }

    /** INVITE transactions: calls in progress, and those whose response has no ACK yet. */
    public int transactions() {
        return transactions.size();
    }

    /**
     * Sends requests of this server, from its own sockets where it listens on UDP, and hears the peers on connections
     * that it opens as it hears all others. It is made by the first call, and works until {@link #close}.
     */
    public synchronized RequestSender sender(OutboundConfig settings) {
        var made = outbound;
        if (made == null) {
            made = new Outbound(config, settings, loops, sockets, requests, meter, tls);
            outbound = made;
        }
        return made.sender();
    }

    /**
     * Makes calls bridgeable from now on, whose second legs are requests as of {@link #sender}.
     *
     * @return their targets, of which none is watched yet
     */
    public TargetTable bridgeCalls(OutboundConfig settings, SessionConfig sessions) {
        return bridgeCalls(settings, sessions, Timing.RFC_3261);
    }

    synchronized TargetTable bridgeCalls(OutboundConfig settings, SessionConfig sessions, Timing timing) {
        if (!bridging.isReady()) {
            var sending = sender(settings);
            var out = Objects.requireNonNull(outbound);
            var parts = new LegParts(sending, new LegTable(), timer, timing, sessions, LegParts.newNode());
            var targets = out.targets(settings.targets(), timer, meter);
            var all = new Bridges(parts, targets, out::flow, settings.credentials(), config.capacity());
            dialogs.of(all);
            bridging.by(all);
        }
        return bridging.targets();
    }

    /** Bridged calls, from the call of the callee until both legs are gone. */
    public int bridgedCalls() {
        return bridging.size();
    }

    /** What is kept of bridged calls in tables: dialogs, and requests within them. */
    public int bridgeEntries() {
        return bridging.dialogs() + inDialog.size();
    }

    /** Requests of this server under way, and those that wait for retransmissions of their response. */
    public int clientTransactions() {
        return requests.size();
    }

    /** Open connections of callers over that transport; 0 for UDP, which has none. */
    public int connections(Transport transport) {
        return sockets.connections(transport);
    }

    /** Memory held for peers, and its limit. */
    public HeldOctets held() {
        return transactions.held();
    }

    /** Rates and bans. */
    public Admission admission() {
        return admission;
    }

    /** Answers new INVITEs and OPTIONS with 503 until this is taken back; calls in progress go on. */
    public void pause(boolean refuse) {
        calls.pause(refuse);
    }

    /**
     * Answers new INVITEs and OPTIONS with 503 from now on and waits for the calls in progress, those that are bridged
     * included.
     *
     * @return whether the last call was answered, or hung up, within the limit
     */
    public boolean drain(Duration limit) throws InterruptedException {
        bridging.stopProbes();
        long until = System.nanoTime() + limit.toNanos();
        boolean answered = calls.drain(limit);
        return bridging.awaitEnd(until) && answered;
    }

    /** Stops listening. Calls still in progress are answered 503; both sides of one that is bridged are sent BYE. */
    @Override
    public void close() {
        calls.close();
        bridging.close();
        lanes.settle(); // their responses are sent
        transactions.close();
        closeOutbound();
        sockets.close();
        closeParts();
    }

    private synchronized void closeOutbound() {
        if (outbound != null) {
            outbound.close();
        }
    }

    private void closeParts() {
        lanes.close();
        closeLoops.run();
        if (tls != null) {
            tls.close();
        }
    }
}
