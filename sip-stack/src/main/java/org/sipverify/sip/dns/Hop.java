package org.sipverify.sip.dns;

import java.net.InetSocketAddress;
import org.sipverify.formats.net.HostPort;
import org.sipverify.sip.transport.Transport;

/**
 * One place to send a request to.
 *
 * @param domain the host of the URI, which the peer's certificate must name (RFC 5922 section 7.2), not a name found
 *     through DNS
 */
public record Hop(Transport transport, InetSocketAddress address, String domain) {
    public Hop {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("not an address: " + address);
        }
    }

    /** As in {@code tcp 192.0.2.1:5060}. */
    @Override
    public String toString() {
        var host = address.getAddress().getHostAddress().replaceFirst("%.*", "");
        return transport.token() + " " + HostPort.text(host, address.getPort());
    }
}
