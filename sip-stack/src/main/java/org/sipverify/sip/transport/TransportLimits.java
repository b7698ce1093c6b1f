package org.sipverify.sip.transport;

import java.time.Duration;
import org.sipverify.sip.guard.Limits;

/** How much the sockets take on. */
public record TransportLimits(MessageSize message, Backlog backlog, Connections connections) {

    /**
     * The largest message that is read.
     *
     * @param maxHeader bytes of the start line and the header fields together
     * @param maxBody bytes of the body
     * @param maxFields header fields
     */
    public record MessageSize(int maxHeader, int maxBody, int maxFields) {
        public MessageSize {
            require(maxHeader >= 1 && maxBody >= 0 && maxFields >= 1);
        }

        /** With the usual number of header fields. */
        public MessageSize(int maxHeader, int maxBody) {
            this(maxHeader, maxBody, Limits.DEFAULT.maxFields());
        }

        /** The same for the guard. */
        public Limits ofGuard() {
            return new Limits(maxHeader, maxBody, maxFields);
        }
    }

    /**
     * Messages that were read and wait to be handled.
     *
     * @param queue the most that may wait, for each of the threads that handle them
     * @param stale how long a datagram may wait before it is dropped unhandled
     */
    public record Backlog(int queue, Duration stale) {
        public Backlog {
            require(queue >= 1);
        }
    }

    /**
     * TCP and TLS connections.
     *
     * @param max connections in all
     * @param maxPerSource connections from one address
     * @param idle how long a connection may be silent
     * @param messageTime how long one message may take to arrive
     * @param writeHighWater bytes that may wait to be sent on a connection before its peer counts as stuck
     */
    public record Connections(int max, int maxPerSource, Duration idle, Duration messageTime, int writeHighWater) {
        public Connections {
            require(max >= 1 && maxPerSource >= 1);
        }
    }

    private static void require(boolean positive) {
        if (!positive) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
