package org.sipverify.sip.transport;

/** Hears what the wires turn away, for counting. Called on the network's threads: must not block. */
public interface TransportMeter {
    TransportMeter NONE = new TransportMeter() {};

    /** Why something was turned away. */
    enum Loss {
        /** A datagram could not leave: the socket's buffer was full. */
        UDP_SEND,
        /** A connection was refused: too many in all, or from this source. */
        CONNECTION_LIMIT,
        /** Connections could not be let in for a second: no file descriptor was left. */
        ACCEPT,
        /** A connection was closed: nothing came for too long. */
        IDLE,
        /** A connection was closed: a message began and did not end in time. */
        SLOW_MESSAGE,
        /** A connection was closed: its messages cannot be told apart. */
        FRAMING,
        /** A connection was closed: the peer does not read. */
        SLOW_READER,
        /** A message was dropped: too many were waiting. */
        QUEUE_FULL,
        /** A message that is no SIP, or whose bytes do not mean one thing; answered 400 or 505 where that can be. */
        NOT_SOUND,
        /** A request whose branch is not of RFC 3261: the stack would search all its tables for it. */
        NO_BRANCH,
        /** A response that belongs to no transaction of ours. */
        STRAY_RESPONSE
    }

    default void lost(Loss why) {}
}
