package org.sipverify.sip.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.transport.Dialer;
import org.sipverify.sip.transport.EventLoops;
import org.sipverify.sip.transport.LaneTimer;
import org.sipverify.sip.transport.Receiver;
import org.sipverify.sip.transport.SerialLanes;
import org.sipverify.sip.transport.TlsClient;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.TransportMeter.Loss;
import org.sipverify.sip.transport.Wire;

/** Sends requests from a process that is not a server: it listens nowhere, and drops the requests of its peers. */
public final class StandaloneClient implements AutoCloseable {
    private final EventLoops loops = new EventLoops(1);
    private final SerialLanes lanes;
    private final ClientTransactions transactions;
    private final MessageGuard guard;
    private final TransportMeter meter;
    private final Dialer dialer;
    private final RequestSender sender;

    /**
     * How a request reaches its server.
     *
     * @param connectTimeout how long a connection may take to open; its TLS handshake may take as long again
     * @param tls empty if TLS is not configured; then hops that need it fail
     */
    public record Means(Locator locator, Duration connectTimeout, TransportLimits limits, Optional<TlsClient> tls) {}

    /** With the timers of the standard. */
    public StandaloneClient(Means means, TransportMeter meter) {
        this(means, meter, Timing.RFC_3261, ClientTransactions.MOST);
    }

    StandaloneClient(Means means, TransportMeter meter, Timing timing, int most) {
        this.lanes = new SerialLanes(
                Runtime.getRuntime().availableProcessors(),
                means.limits().backlog().queue());
        var timer = new LaneTimer(loops.timer(), lanes);
        this.transactions = new ClientTransactions(timer, timing, most);
        this.guard = new MessageGuard(means.limits().message().ofGuard());
        this.meter = meter;
        this.dialer = new Dialer(
                loops, means.limits(), means.connectTimeout(), means.tls(), transport -> new Inbound(), meter);
        this.sender = new RequestSender(means.locator(), new DialledWires(dialer), transactions);
    }

    public RequestSender sender() {
        return sender;
    }

    /** Requests under way, and those that wait for retransmissions of their response. */
    public int transactions() {
        return transactions.size();
    }

    /** Closes every wire once its pending data is sent. */
    @Override
    public void close() {
        sender.close();
        lanes.settle();
        dialer.close();
        lanes.close();
        loops.close();
    }

    private final class Inbound implements Receiver {
        @Override
        public void received(Wire wire, byte[] message) {
            guard.check(message, message.length, true)
                    .match(
                            Optional::of,
                            rejected -> Optional.<ValidMessage>empty(),
                            ignored -> Optional.<ValidMessage>empty())
                    .filter(valid -> !valid.isRequest())
                    .ifPresentOrElse(response -> queue(wire, response), wire::handled);
        }

        private void queue(Wire wire, ValidMessage response) {
            var taken = lanes.offer(response.callId().hashCode(), true, true, () -> {
                count(transactions.received(wire, response));
                wire.handled();
            });
            if (!taken) {
                meter.lost(Loss.QUEUE_FULL);
                wire.handled();
            }
        }

        private void count(@Nullable Loss why) {
            if (why != null) {
                meter.lost(why);
            }
        }

        @Override
        public void broken(Wire wire, IOException why) {
            transactions.broken(wire, why);
        }
    }
}
