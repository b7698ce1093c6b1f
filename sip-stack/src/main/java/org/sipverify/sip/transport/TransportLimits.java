package org.sipverify.sip.transport;

import java.time.Duration;

/**
 * How much the wires take on.
 *
 * @param maxHeader bytes of a start line and header fields together
 * @param maxBody bytes of a body
 * @param queue messages that may wait to be handled, for each of the threads that handle them
 * @param stale how long a datagram may wait before it is left unhandled
 * @param maxConnections connections in all
 * @param maxConnectionsPerSource connections from one address
 * @param idle how long a connection may be silent
 * @param messageTime how long one message may take to arrive
 * @param writeHighWater bytes that may wait to leave on a connection before its peer counts as stuck
 */
public record TransportLimits(
        int maxHeader,
        int maxBody,
        int queue,
        Duration stale,
        int maxConnections,
        int maxConnectionsPerSource,
        Duration idle,
        Duration messageTime,
        int writeHighWater) {

    public TransportLimits {
        if (maxHeader < 1 || maxBody < 0 || queue < 1 || maxConnections < 1 || maxConnectionsPerSource < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
