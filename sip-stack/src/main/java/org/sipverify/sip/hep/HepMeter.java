package org.sipverify.sip.hep;

/** Receives what happens to the messages for the collector, for counting. Called on any thread: must not block. */
public interface HepMeter {
    HepMeter NONE = new HepMeter() {};

    /** Why the collector does not get a message. */
    enum Loss {
        /** Too many messages, or too many bytes, were waiting to be sent. */
        QUEUE_FULL,
        /** With its chunks it does not fit into a datagram. */
        TOO_LARGE,
        /** The collector has no address, cannot be routed to, or refuses the datagram. */
        UNREACHABLE
    }

    /** A message was handed to the network, which may still lose it. */
    default void sent() {}

    default void lost(Loss why) {}
}
