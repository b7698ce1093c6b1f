package org.sipverify.sip.transport;

import java.io.IOException;

/** Takes what comes over the wires. Called on the network's threads: must not block. */
@FunctionalInterface
public interface Receiver {
    /** One message as it came: a datagram, or what a connection's framing cut out. */
    void received(Wire wire, byte[] message);

    /** A way that a {@link Dialer} opened is broken (RFC 3261 section 18.4): no more comes by it. */
    default void broken(Wire wire, IOException why) {}
}
