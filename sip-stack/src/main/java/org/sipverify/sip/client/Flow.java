package org.sipverify.sip.client;

import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/**
 * An open way to a peer, in the sense of RFC 5626.
 *
 * @param sentBy host and port of this end as they stand in Via and Contact
 */
public record Flow(Transport transport, Wire wire, String sentBy) {

    /** Whether a message on that wire came from the peer of this flow. */
    boolean isOf(Wire other) {
        return other == wire
                || (transport == Transport.UDP
                        && other.remote().getAddress().equals(wire.remote().getAddress())
                        && other.local().getPort() == wire.local().getPort());
    }
}
