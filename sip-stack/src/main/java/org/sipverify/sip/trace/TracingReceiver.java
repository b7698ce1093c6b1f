package org.sipverify.sip.trace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.sipverify.sip.guard.FramingException;
import org.sipverify.sip.trace.TracedMessage.Direction;
import org.sipverify.sip.transport.Receiver;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/** Shows a trace the messages of one transport, and passes them on. */
public final class TracingReceiver implements Receiver {
    private final Transport transport;
    private final MessageTrace trace;
    private final Receiver next;

    public TracingReceiver(Transport transport, MessageTrace trace, Receiver next) {
        this.transport = transport;
        this.trace = trace;
        this.next = next;
    }

    @Override
    public boolean admits(InetAddress source) {
        return next.admits(source);
    }

    @Override
    public boolean isNamed(InetAddress source) {
        return next.isNamed(source);
    }

    @Override
    public void received(Wire wire, byte[] message) {
        if (!isKeepAlive(message)) {
            trace(Direction.RECEIVED, wire.remote(), wire.local(), message);
        }
        next.received(wire, message);
    }

    @Override
    public void unframed(Wire wire, byte[] arrived) {
        trace(Direction.RECEIVED, wire.remote(), wire.local(), arrived);
        next.unframed(wire, arrived);
    }

    @Override
    public void rejected(Wire wire, FramingException why) {
        next.rejected(wire, why);
    }

    @Override
    public void leaving(Wire wire, byte[] message) {
        trace(Direction.SENT, wire.local(), wire.remote(), message);
        next.leaving(wire, message);
    }

    @Override
    public void broken(Wire wire, IOException why) {
        next.broken(wire, why);
    }

    private void trace(Direction direction, InetSocketAddress source, InetSocketAddress destination, byte[] message) {
        trace.message(new TracedMessage(direction, Instant.now(), source, destination, transport, message));
    }

    /** A datagram that keeps a NAT's mapping open: empty, CRLFs (RFC 5626 section 3.5.1), blanks or zeros. */
    private static boolean isKeepAlive(byte[] datagram) {
        for (var octet : datagram) {
            if (octet < 0 || octet > ' ') {
                return false;
            }
        }
        return true;
    }
}
