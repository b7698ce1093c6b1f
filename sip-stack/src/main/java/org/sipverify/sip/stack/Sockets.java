package org.sipverify.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.CannotListenException;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.admission.Admission;
import org.sipverify.sip.tls.TlsFileException;
import org.sipverify.sip.tls.TlsKeys;
import org.sipverify.sip.trace.MessageTrace;
import org.sipverify.sip.trace.TracingReceiver;
import org.sipverify.sip.transport.EventLoops;
import org.sipverify.sip.transport.HeldOctets;
import org.sipverify.sip.transport.Receiver;
import org.sipverify.sip.transport.SentBy;
import org.sipverify.sip.transport.SourceProgram;
import org.sipverify.sip.transport.TcpListener;
import org.sipverify.sip.transport.TlsServer;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.UdpSocket;

/**
 * The sockets a server listens on: one for each concrete address and transport, so that responses leave from the
 * address the call arrived at.
 */
final class Sockets implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private final List<UdpSocket> datagrams = new ArrayList<>();
    /** Where named sources have a socket of their own, by the one beside it. */
    private final Map<UdpSocket, UdpSocket> separate = new HashMap<>();

    private final Map<Transport, List<TcpListener>> streams = new EnumMap<>(Transport.class);
    private final List<String> descriptions = new ArrayList<>();
    private final SipConfig config;
    private final EventLoops loops;
    private final Admission admission;
    private final InboundPipeline pipeline;
    private final HeldOctets held;
    private final SipMeter meter;
    private final MessageTrace trace;
    private final @Nullable TlsServer tls;

    /** The keys of the TLS listener; null where there is none. */
    static @Nullable TlsKeys keys(SipConfig config) throws CannotListenException {
        try {
            var tls = config.listening().tls();
            return tls.isPresent() ? TlsKeys.load(tls.get()) : null;
        } catch (TlsFileException e) { // it was valid when the configuration was read
            throw new CannotListenException("cannot listen on tls: " + e.getMessage(), e);
        }
    }

    private Sockets(
            SipConfig config,
            EventLoops loops,
            Admission admission,
            InboundPipeline pipeline,
            HeldOctets held,
            SipMeter meter,
            MessageTrace trace,
            @Nullable TlsServer tls) {
        this.config = config;
        this.loops = loops;
        this.admission = admission;
        this.pipeline = pipeline;
        this.held = held;
        this.meter = meter;
        this.trace = MessageTrace.shielded(trace);
        this.tls = tls;
    }

    /**
     * Opens every socket, or none. Nothing is read before {@link #read}.
     *
     * @param tls encrypts TLS connections; null if there are none
     */
    static Sockets open(
            SipConfig config,
            EventLoops loops,
            Admission admission,
            InboundPipeline pipeline,
            HeldOctets held,
            SipMeter meter,
            MessageTrace trace,
            @Nullable TlsServer tls)
            throws CannotListenException {
        var sockets = new Sockets(config, loops, admission, pipeline, held, meter, trace, tls);
        try {
            for (var address : addresses(config)) {
                for (var transport : config.listening().transports()) {
                    sockets.open(
                            transport,
                            new InetSocketAddress(address, config.listening().port(transport)));
                }
            }
            return sockets;
        } catch (CannotListenException e) {
            sockets.close();
            throw e;
        }
    }

    private void open(Transport transport, InetSocketAddress local) throws CannotListenException {
        var where = transport.token() + " " + SentBy.of(local);
        try {
            switch (transport) {
                case UDP -> openUdp(local);
                case TCP -> openStream(transport, local, null);
                case TLS -> openStream(transport, local, tls);
            }
        } catch (IOException e) {
            throw new CannotListenException("cannot listen on " + where + ": " + e.getMessage(), e);
        }
        descriptions.add(where);
    }

    private void openUdp(InetSocketAddress local) throws IOException {
        var socket = UdpSocket.bind(local, loops, receiver(Transport.UDP), meter);
        datagrams.add(socket);
        separateAllowed(socket);
    }

    /** Sources that the operator named get a separate socket where that is possible. */
    private void separateAllowed(UdpSocket socket) {
        var sources = admission.programOfAllowed();
        if (sources.isEmpty() && !separate.containsKey(socket)) {
            return;
        }
        try {
            var program = sources.orElseGet(SourceProgram::new);
            if (separate.containsKey(socket)) {
                separate.get(socket).select(program);
            } else {
                separate.put(socket, socket.openFor(program, loops));
            }
        } catch (IOException e) {
            LOG.warn(
                    "sip.admission.allow has no separate UDP socket, so a flood can delay its callers: {}",
                    e.getMessage());
        }
    }

    /** As {@link #separateAllowed(UdpSocket)}, for the sources that are named now. One thread at a time. */
    void separateAllowed() {
        datagrams.forEach(this::separateAllowed);
        separate.values().forEach(UdpSocket::read);
    }

    private void openStream(Transport transport, InetSocketAddress local, @Nullable TlsServer security)
            throws IOException {
        streams.computeIfAbsent(transport, none -> new ArrayList<>())
                .add(TcpListener.bind(local, loops, config.limits(), receiver(transport), meter, held, security));
    }

    /** The UDP socket for datagrams from a local address; empty if there is none. */
    Optional<UdpSocket> udpFrom(InetAddress address) {
        for (var socket : datagrams) {
            if (socket.local().getAddress().equals(address)) {
                return Optional.of(socket);
            }
        }
        return Optional.empty();
    }

    /** The receiver of every socket; without a trace, the pipeline itself. */
    Receiver receiver(Transport transport) {
        var receiver = pipeline.receiver(transport);
        return trace == MessageTrace.NONE ? receiver : new TracingReceiver(transport, trace, receiver);
    }

    private static List<InetAddress> addresses(SipConfig config) throws CannotListenException {
        try {
            var address = InetAddress.getByName(config.listening().host());
            return address.isAnyLocalAddress() ? addressesOfThisMachine(address.getAddress().length) : List.of(address);
        } catch (UnknownHostException | SocketException e) {
            throw new CannotListenException(
                    "sip.host is not an address of this machine: "
                            + config.listening().host(),
                    e);
        }
    }

    private static List<InetAddress> addressesOfThisMachine(int family) throws SocketException {
        var found = new ArrayList<InetAddress>();
        for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (var address : Collections.list(network.getInetAddresses())) {
                var wanted = family == 16 || address.getAddress().length == 4; // :: includes IPv4
                if (network.isUp() && wanted && !address.isLinkLocalAddress()) {
                    found.add(address);
                }
            }
        }
        return found;
    }

    /** One entry per socket: {@code udp 127.0.0.1:5061}. */
    List<String> descriptions() {
        return List.copyOf(descriptions);
    }

    /** Open connections of that transport. */
    int connections(Transport transport) {
        return streams.getOrDefault(transport, List.of()).stream()
                .mapToInt(TcpListener::connections)
                .sum();
    }

    /** Starts receiving messages. */
    void read() {
        datagrams.forEach(UdpSocket::read);
        separate.values().forEach(UdpSocket::read);
        streams.values().forEach(each -> each.forEach(TcpListener::read));
    }

    @Override
    public void close() {
        separate.values().forEach(UdpSocket::close);
        datagrams.forEach(UdpSocket::close);
        streams.values().forEach(each -> each.forEach(TcpListener::close));
    }
}
