package org.sipverify.sip.hep;

/** Hears what becomes of the messages for the collector, for counting. Called on any thread: must not block. */
public interface HepMeter {
    HepMeter NONE = new HepMeter() {};

    /** Why the collector does not get a message. */
    enum Loss {
        /** Too many were waiting to be sent, or too many bytes of them. */
        QUEUE_FULL,
        /** With its chunks it does not fit into a datagram. */
        TOO_LARGE,
        /** The collector has no address or no way leads there, or its machine says that nobody listens. */
        UNREACHABLE
    }

    /** A message was handed to the network, which may still lose it. */
    default void sent() {}

    default void lost(Loss why) {}
}
