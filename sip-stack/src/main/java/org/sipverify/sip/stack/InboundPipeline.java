package org.sipverify.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.Headers;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.admission.AmplificationGuard;
import org.sipverify.sip.admission.RejectedInvites;
import org.sipverify.sip.admission.ReplyPath;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.client.ClientTransactions;
import org.sipverify.sip.guard.FramingException;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.HeldOctets;
import org.sipverify.sip.transport.Receiver;
import org.sipverify.sip.transport.SerialLanes;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.sip.transport.Wire;

/** The path of a received message: from the wire through the filter and the lane of its call to the dispatcher. */
final class InboundPipeline {
    private static final Logger LOG = LogManager.getLogger();

    private final Admission admission;
    private final AmplificationGuard guard;
    private final ReplyPath replyPath;
    private final InboundFilter filter;
    private final RejectedInvites rejected;
    private final HeldOctets held;
    private final SerialLanes lanes;
    private final RequestDispatcher dispatcher;
    private final ClientTransactions requests;
    private final ResponseSender sender;
    private final SipMeter meter;
    private final long stale;

    /** @param stale how long a datagram may wait */
    InboundPipeline(
            Admission admission,
            AmplificationGuard guard,
            ReplyPath replyPath,
            InboundFilter filter,
            RejectedInvites rejected,
            HeldOctets held,
            SerialLanes lanes,
            RequestDispatcher dispatcher,
            ClientTransactions requests,
            ResponseSender sender,
            SipMeter meter,
            Duration stale) {
        this.admission = admission;
        this.guard = guard;
        this.replyPath = replyPath;
        this.filter = filter;
        this.rejected = rejected;
        this.held = held;
        this.lanes = lanes;
        this.dispatcher = dispatcher;
        this.requests = requests;
        this.sender = sender;
        this.meter = meter;
        this.stale = stale.toNanos();
    }

    /** The receiver for the messages of one listening point. */
    Receiver receiver(Transport transport) {
        return new Receiver() {
            @Override
            public boolean admits(InetAddress source) {
                return admission.allowsConnection(source);
            }

            @Override
            public boolean isNamed(InetAddress source) {
                return admission.isAllowed(Source.of(source, false));
            }

            @Override
            public void received(Wire wire, byte[] message) {
                InboundPipeline.this.received(wire, transport, message);
            }

            @Override
            public void rejected(Wire wire, FramingException why) {
                var source = Source.of(wire.remote().getAddress(), false);
                rejected.log(
                        wire,
                        source,
                        why.arrived(),
                        why.error().status(),
                        why.error().text());
            }

            @Override
            public void broken(Wire wire, IOException why) {
                requests.broken(wire, why);
            }
        };
    }

    /** Handles one message from a wire, on the network's thread. */
    private void received(Wire wire, Transport transport, byte[] bytes) {
        var valid = filter.admit(wire, bytes, transport == Transport.UDP);
        if (valid.isEmpty()) {
            wire.handled();
        } else {
            queue(inbound(wire, transport, valid.get()), System.nanoTime());
        }
    }

    private InboundRequest inbound(Wire wire, Transport transport, ValidMessage valid) {
        var source = Source.of(wire.remote().getAddress(), transport == Transport.UDP);
        var wires = new InboundRequest.Wires(wire, replyPath.of(wire, source, valid.replyPort()));
        return new InboundRequest(
                valid, wires, transport, source, admission.isAllowed(source), guard.room(source, valid.octets()));
    }

    private void queue(InboundRequest request, long arrived) {
        long weight = (long) HeldOctets.OVERHEAD + request.message().octets();
        if (!held.take(weight, request.named())) {
            meter.lost(Loss.HELD_FULL);
            filter.turnAwayBusy(request);
            request.wire().handled();
            return;
        }
        var taken = lanes.offer(
                request.message().callId().hashCode(),
                request.named(),
                !request.wire().isBusy(),
                () -> handle(request, arrived, weight));
        if (!taken) {
            held.give(weight);
            meter.lost(Loss.QUEUE_FULL);
            if (request.transport() != Transport.UDP) {
                filter.turnAwayBusy(request); // a connection has no retransmissions
            }
            request.wire().handled();
        }
    }

    private void handle(InboundRequest request, long arrived, long weight) {
        try {
            if (isStale(request, arrived)) {
                meter.lost(Loss.STALE);
            } else if (!request.message().isRequest()) {
                answered(request);
            } else {
                dispatcher.dispatch(request);
            }
        } catch (RuntimeException | Error bug) {
            LOG.error("a request failed", bug);
            sender.reply(request, 500, Headers.NONE);
        } finally {
            held.give(weight);
            request.wire().handled();
        }
    }

    private void answered(InboundRequest response) {
        var dropped = requests.received(response.wire(), response.message());
        if (dropped != null) {
            meter.lost(dropped);
        }
    }

    /** An overloaded server that answers old datagrams first answers none in time. */
    private boolean isStale(InboundRequest request, long arrived) {
        return request.transport() == Transport.UDP && System.nanoTime() - arrived > stale;
    }
}
