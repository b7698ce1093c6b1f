package org.sipverify.sip.stack;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.net.HostPort;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.TargetConfig;
import org.sipverify.sip.client.ClientTransactions;
import org.sipverify.sip.client.DialledWires;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.client.RequestSender;
import org.sipverify.sip.client.Wires;
import org.sipverify.sip.dns.Hop;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.targets.ProbeParts;
import org.sipverify.sip.targets.TargetTable;
import org.sipverify.sip.transport.Dialer;
import org.sipverify.sip.transport.EventLoops;
import org.sipverify.sip.transport.LaneTimer;
import org.sipverify.sip.transport.SentBy;
import org.sipverify.sip.transport.TlsClient;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.UdpSocket;
import org.sipverify.sip.transport.Wire;

/**
 * What a server needs to send requests of its own. Over UDP they leave from the socket it listens on, so that what the
 * peer sends later arrives there too; over TCP and TLS a connection is opened, and the address that the peer is given
 * is that of the listener.
 */
final class Outbound implements Wires, AutoCloseable {
    private static final Pattern ANY_ADDRESS = Pattern.compile("[0.:]+");

    /** RFC 2606 keeps the domain from belonging to anybody. */
    private static final String NAMELESS = "sip-verify.invalid";

    private final SipConfig config;
    private final Sockets sockets;
    private final Dialer dialer;
    private final DialledWires dialled;
    private final LocalAddresses locals = new LocalAddresses();
    private final RequestSender sender;

    Outbound(
            SipConfig config,
            OutboundConfig settings,
            EventLoops loops,
            Sockets sockets,
            ClientTransactions requests,
            TransportMeter meter,
            @Nullable TlsClient tls) {
        this.config = config;
        this.sockets = sockets;
        this.dialer = new Dialer(
                loops, config.limits(), settings.connectTimeout(), Optional.ofNullable(tls), sockets::receiver, meter);
        this.dialled = new DialledWires(dialer, this::sentBy);
        this.sender =
                new RequestSender(new Locator(settings.dns(), EnumSet.allOf(Transport.class), meter), this, requests);
    }

    RequestSender sender() {
        return sender;
    }

    @Override
    public void open(Hop hop, Opening then) {
        var socket = hop.transport() == Transport.UDP
                ? locals.towards(hop.address()).flatMap(sockets::udpFrom)
                : Optional.<UdpSocket>empty();
        if (socket.isPresent()) {
            var local = socket.get().local();
            then.opened(new Flow(Transport.UDP, socket.get().to(hop.address()), sentBy(Transport.UDP, local)));
        } else {
            dialled.open(hop, then);
        }
    }

    /** The way to a peer whose message came by that wire. */
    Flow flow(Transport transport, Wire wire) {
        return new Flow(transport, wire, sentBy(transport, wire.local()));
    }

    private String sentBy(Transport transport, InetSocketAddress local) {
        boolean listens = config.listening().transports().contains(transport);
        int port = listens ? config.listening().port(transport) : local.getPort();
        return config.publicHost().isEmpty()
                ? SentBy.of(new InetSocketAddress(local.getAddress(), port))
                : HostPort.text(config.publicHost(), port);
    }

    /** The targets of bridged calls, probed from here. */
    TargetTable targets(TargetConfig targets, LaneTimer timer, SipMeter meter) {
        return new TargetTable(
                targets,
                new ProbeParts(sender, timer, host()),
                meter,
                config.capacity().retryAfter());
    }

    /** How this server is called where no way to a peer says which of its addresses that is. */
    private String host() {
        var listening = config.listening().host();
        var own = ANY_ADDRESS.matcher(listening).matches() ? NAMELESS : listening;
        return HostPort.host(config.publicHost().isEmpty() ? own : config.publicHost());
    }

    @Override
    public void close() {
        sender.close();
        dialer.close();
    }
}
