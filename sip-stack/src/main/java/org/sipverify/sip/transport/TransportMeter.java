package org.sipverify.sip.transport;

/** Receives what the transports turn away, for counting. Called on the network's threads: must not block. */
public interface TransportMeter {
    TransportMeter NONE = new TransportMeter() {};

    /** Why something was turned away. */
    enum Loss {
        /** A datagram could not be sent: the socket's buffer was full. */
        UDP_SEND,
        /** A connection was refused: too many in all, or from this source. */
        CONNECTION_LIMIT,
        /** A connection was closed: its TLS handshake failed or took too long, or TLS failed later. */
        TLS_HANDSHAKE,
        /** No connection was accepted for a second: no file descriptor was left. */
        ACCEPT,
        /** A connection was closed: it was idle for too long. */
        IDLE,
        /** A connection was closed: a message was not complete in time. */
        SLOW_MESSAGE,
        /** A connection was closed: its messages cannot be framed. */
        FRAMING,
        /** A connection was closed: the peer does not read. */
        SLOW_READER,
        /** A message was dropped: too many were waiting. */
        QUEUE_FULL,
        /** A message was dropped, or a connection refused or closed: {@code sip.max-held} was reached. */
        HELD_FULL,
        /** A datagram was dropped: it had waited so long that its sender has retransmitted it. */
        STALE,
        /** A message that is not valid SIP, or is ambiguous; answered 400 or 505 where possible. */
        NOT_SOUND,
        /** A response that matches no transaction of this server. */
        STRAY_RESPONSE,
        /** A request of this server could not be routed: DNS has no such server, or does not answer. */
        NOT_LOCATED,
        /**
         * A connection of this server was not opened: refused, too slow, or the peer's certificate is for another name.
         */
        NOT_CONNECTED,
        /** A connection or message from outside the allow-list. */
        NOT_ALLOWED,
        /** A connection or message from a source on the deny-list. */
        DENIED,
        /** A connection or message from a source that is banned for a while. */
        BANNED,
        /** A request over its source's rate; answered 503 while the source has refusals left. */
        RATE_SOURCE,
        /** A request over the total rate, or over UDP's share of it; answered likewise. */
        RATE_TOTAL,
        /** A request with the User-Agent of a scanner. */
        SCANNER,
        /** A response over UDP that was shrunk to the size of its request. */
        ANSWER_CUT,
        /**
         * A response over UDP that was not sent: it would have been larger than its request, or was a retransmission by
         * a timer.
         */
        AMPLIFICATION
    }

    default void lost(Loss why) {}
}
