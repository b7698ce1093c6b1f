package org.sipverify.sip.transport;

/** Receives what the transports turn away, for counting. Called on the network's threads: must not block. */
public interface TransportMeter {
    TransportMeter NONE = new TransportMeter() {};

    /** Which part turned something away. */
    enum Kind {
        /** The transports: a socket, a connection, a queue, or the framing of messages. */
        TRANSPORT,
        /** {@code sip.admission}: who may call, and how much. */
        ADMISSION,
        /** The limit on responses over UDP. */
        AMPLIFICATION
    }

    /** Why something was turned away. */
    enum Loss {
        /** A datagram could not be sent: the socket's buffer was full. */
        UDP_SEND(Kind.TRANSPORT),
        /** A connection was refused: too many in all, or from this source. */
        CONNECTION_LIMIT(Kind.TRANSPORT),
        /** A connection was closed: its TLS handshake failed or took too long, or TLS failed later. */
        TLS_HANDSHAKE(Kind.TRANSPORT),
        /** No connection was accepted for a second: no file descriptor was left. */
        ACCEPT(Kind.TRANSPORT),
        /** A connection was closed: it was idle for too long. */
        IDLE(Kind.TRANSPORT),
        /** A connection was closed: a message was not complete in time. */
        SLOW_MESSAGE(Kind.TRANSPORT),
        /** A connection was closed: its messages cannot be framed. */
        FRAMING(Kind.TRANSPORT),
        /** A connection was closed: the peer does not read. */
        SLOW_READER(Kind.TRANSPORT),
        /** A message was dropped: too many were waiting. */
        QUEUE_FULL(Kind.TRANSPORT),
        /** A message was dropped, or a connection refused or closed: {@code sip.max-held} was reached. */
        HELD_FULL(Kind.TRANSPORT),
        /** A datagram was dropped: it had waited so long that its sender has retransmitted it. */
        STALE(Kind.TRANSPORT),
        /** A message that is not valid SIP, or is ambiguous; answered 400 or 505 where possible. */
        NOT_SOUND(Kind.TRANSPORT),
        /** A response that matches no transaction of this server. */
        STRAY_RESPONSE(Kind.TRANSPORT),
        /** A response to a request of this server, from another peer than the one that was asked. */
        FOREIGN_RESPONSE(Kind.TRANSPORT),
        /** A request of this server could not be routed: DNS has no such server, or does not answer. */
        NOT_LOCATED(Kind.TRANSPORT),
        /**
         * A connection of this server was not opened: refused, too slow, or the peer's certificate is for another name.
         */
        NOT_CONNECTED(Kind.TRANSPORT),
        /** A connection or message from outside the allow-list. */
        NOT_ALLOWED(Kind.ADMISSION),
        /** A connection or message from a source on the deny-list. */
        DENIED(Kind.ADMISSION),
        /** A connection or message from a source that is banned for a while. */
        BANNED(Kind.ADMISSION),
        /** A request over its source's rate; answered 503 while the source has refusals left. */
        RATE_SOURCE(Kind.ADMISSION),
        /** A request over the total rate, or over UDP's share of it; answered likewise. */
        RATE_TOTAL(Kind.ADMISSION),
        /** A request with the User-Agent of a scanner. */
        SCANNER(Kind.ADMISSION),
        /** A response over UDP that was shrunk to the size of its request. */
        ANSWER_CUT(Kind.AMPLIFICATION),
        /**
         * A response over UDP that was not sent: it would have been larger than its request, or was a retransmission by
         * a timer.
         */
        AMPLIFICATION(Kind.AMPLIFICATION);

        private final Kind kind;

        Loss(Kind kind) {
            this.kind = kind;
        }

        /** Which part turned it away. */
        public Kind kind() {
            return kind;
        }
    }

    default void lost(Loss why) {}
}
