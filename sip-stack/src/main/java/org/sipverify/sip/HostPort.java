package org.sipverify.sip;

import java.net.InetSocketAddress;

/** The hostport of RFC 3261 section 25.1, in which an IPv6 address stands in brackets. */
final class HostPort {
    static String of(InetSocketAddress socket) {
        var address = socket.getAddress().getHostAddress().replaceFirst("%.*", "");
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + socket.getPort();
    }

    private HostPort() {}
}
