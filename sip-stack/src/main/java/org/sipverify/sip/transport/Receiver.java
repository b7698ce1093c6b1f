package org.sipverify.sip.transport;

import java.net.InetAddress;

/** Takes what comes over the wires. Called on the network's threads: must not block. */
@FunctionalInterface
public interface Receiver {
    /** Whether a connection from there is wanted; counted by who says no. */
    default boolean admits(InetAddress source) {
        return true;
    }

    /** One message as it came: a datagram, or what a connection's framing cut out. */
    void received(Wire wire, byte[] message);
}
