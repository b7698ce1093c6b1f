package org.sipverify.sip;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.admission.Thrift;
import org.sipverify.sip.transport.EventLoops;
import org.sipverify.sip.transport.Lanes;
import org.sipverify.sip.transport.Receiver;
import org.sipverify.sip.transport.TcpListener;
import org.sipverify.sip.transport.TlsServer;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.sip.transport.UdpSocket;
import org.sipverify.sip.transport.Wire;

/** Makes JAIN-SIP's message processors out of our own sockets, and owns what they share. */
final class JainWires implements MessageProcessorFactory, AutoCloseable {
    private final EventLoops loops = new EventLoops(Runtime.getRuntime().availableProcessors());
    private final List<JainProcessor> processors = new CopyOnWriteArrayList<>();
    private final Lanes lanes;
    private final TransportLimits limits;
    private final TransportMeter meter;
    private final MessageTrace trace;
    private final Thrift thrift;
    private final JainIngress ingress;
    private final @Nullable TlsServer tls;

    /** Without {@code tls} no TLS listening point can be opened. */
    JainWires(
            TransportLimits limits,
            Lanes lanes,
            Thrift thrift,
            JainIngress ingress,
            TransportMeter meter,
            MessageTrace trace,
            @Nullable TlsServer tls) {
        this.limits = limits;
        this.lanes = lanes;
        this.meter = meter;
        this.trace = MessageTrace.shielded(trace);
        this.tls = tls;
        this.thrift = thrift;
        this.ingress = ingress;
    }

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String token) {
        var transport = Transport.valueOf(token.toUpperCase(Locale.ROOT));
        var processor = new JainProcessor(stack, address, port, transport, opener(transport));
        processors.add(processor);
        return processor;
    }

    /** Begins to take messages in; before, there is no listener they could go to. */
    void read() {
        processors.forEach(JainProcessor::read);
    }

    private JainProcessor.Opener opener(Transport transport) {
        return switch (transport) {
            case UDP -> this::udp;
            case TCP -> processor -> stream(processor, null);
            case TLS -> processor -> stream(processor, Objects.requireNonNull(tls));
        };
    }

    /** What every wire reports to; without a trace nothing stands between it and the stack. */
    private Receiver receiver(JainProcessor processor) {
        var stack = ingress.receiver(processor);
        return trace == MessageTrace.NONE ? stack : new TracedReceiver(processor.wireTransport(), trace, stack);
    }

    private JainProcessor.Socket udp(JainProcessor processor) throws IOException {
        var socket = UdpSocket.bind(processor.local(), loops, receiver(processor), meter);
        return new JainProcessor.Socket() {
            @Override
            public void read() {
                socket.read();
            }

            @Override
            public Wire to(InetSocketAddress peer) {
                return thrift.over(socket.to(peer));
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    private JainProcessor.Socket stream(JainProcessor processor, @Nullable TlsServer security) throws IOException {
        var listener = TcpListener.bind(processor.local(), loops, limits, receiver(processor), meter, security);
        return new JainProcessor.Socket() {
            @Override
            public void read() {
                listener.read();
            }

            @Override
            public Wire to(InetSocketAddress peer) throws IOException {
                return listener.from(peer).orElseThrow(() -> new IOException("no connection from " + peer));
            }

            @Override
            public void close() {
                listener.close();
            }
        };
    }

    /** Lets out what is to leave, and nothing more in. What is in still needs the stack. */
    @Override
    public void close() {
        lanes.settle();
        processors.forEach(JainProcessor::stop);
        lanes.close();
        loops.close();
    }
}
