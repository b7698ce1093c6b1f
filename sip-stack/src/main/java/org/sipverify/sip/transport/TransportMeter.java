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
        /** A connection was closed: its TLS handshake failed or took too long, or TLS failed later. */
        TLS_HANDSHAKE,
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
        /** A message was dropped, or a connection refused or closed: as much is held as {@code sip.max-held} lets. */
        HELD_FULL,
        /** A datagram was not handled: it had waited so long that its sender has sent it again. */
        STALE,
        /** A message that is no SIP, or whose bytes do not mean one thing; answered 400 or 505 where that can be. */
        NOT_SOUND,
        /** A response that belongs to no transaction of ours. */
        STRAY_RESPONSE,
        /** A request of ours had nowhere to go: DNS knows no such server, or does not answer. */
        NOT_LOCATED,
        /** A connection of ours was not opened: refused, too slow, or the peer is not who it should be. */
        NOT_CONNECTED,
        /** A connection or message from outside the allow-list. */
        NOT_ALLOWED,
        /** A connection or message from a source on the deny-list. */
        DENIED,
        /** A connection or message from a source that is banned for a while. */
        BANNED,
        /** A request over its source's rate; answered 503 while the source has refusals left. */
        RATE_SOURCE,
        /** A request over the rate of all, or over UDP's share of it; answered likewise. */
        RATE_TOTAL,
        /** A request whose User-Agent is a scanner's. */
        SCANNER,
        /** An answer over UDP cut to the size of its request. */
        ANSWER_CUT,
        /** An answer over UDP that was not sent: it would have been larger than its request, or came unasked. */
        AMPLIFICATION
    }

    default void lost(Loss why) {}
}
