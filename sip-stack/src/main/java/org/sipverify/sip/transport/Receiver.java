package org.sipverify.sip.transport;

import java.io.IOException;
import java.net.InetAddress;

/** Takes what comes over the wires, and hears what leaves by them. Called on any thread: must not block. */
@FunctionalInterface
public interface Receiver {
    /** Whether a connection from there is wanted; counted by who says no. */
    default boolean admits(InetAddress source) {
        return true;
    }

    /** Whether the operator named that source: its connections are the last to be given up. */
    default boolean isNamed(InetAddress source) {
        return true;
    }

    /** One message as it came: a datagram, or what a connection's framing cut out. On the network's threads. */
    void received(Wire wire, byte[] message);

    /** So much of a message arrived before it was clear that it cannot be framed; its answer ends the connection. */
    default void unframed(Wire wire, byte[] arrived) {}

    /** This message is handed to the network now. */
    default void leaving(Wire wire, byte[] message) {}

    /** A way that a {@link Dialer} opened is broken (RFC 3261 section 18.4): no more comes by it. */
    default void broken(Wire wire, IOException why) {}
}
