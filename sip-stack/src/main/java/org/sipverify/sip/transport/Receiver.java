package org.sipverify.sip.transport;

/** Takes what comes over the wires. Called on the network's threads: must not block. */
@FunctionalInterface
public interface Receiver {
    /** One message as it came: a datagram, or what a connection's framing cut out. */
    void received(Wire wire, byte[] message);
}
