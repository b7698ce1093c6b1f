package org.sipverify.sip.transport;

import java.io.IOException;
import java.net.InetAddress;
import org.sipverify.sip.guard.FramingException;

/** Receives the messages of the wires, and is notified of those sent. Called on any thread: must not block. */
@FunctionalInterface
public interface Receiver {
    /** Whether a connection from there is accepted; the implementation counts rejections. */
    default boolean admits(InetAddress source) {
        return true;
    }

    /** Whether the operator named that source: its connections are the last to be closed. */
    default boolean isNamed(InetAddress source) {
        return true;
    }

    /** One message as received: a datagram, or one framed message of a connection. On the network's threads. */
    void received(Wire wire, byte[] message);

    /**
     * The part of a message that arrived before it turned out that it cannot be framed; the response to it ends the
     * connection.
     */
    default void unframed(Wire wire, byte[] arrived) {}

    /** The messages of this connection cannot be framed; it is answered, if it can be, and closed. */
    default void rejected(Wire wire, FramingException why) {}

    /** This message is being handed to the network. */
    default void leaving(Wire wire, byte[] message) {}

    /** A wire that a {@link Dialer} opened is broken (RFC 3261 section 18.4): nothing more arrives on it. */
    default void broken(Wire wire, IOException why) {}
}
