package org.sipverify.sip.transport;

import java.net.InetSocketAddress;

/** The hostport of RFC 3261 section 25.1, in which an IPv6 address stands in brackets. */
public final class HostPort {
    public static String of(InetSocketAddress socket) {
        var address = address(socket);
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + socket.getPort();
    }

    /** The address as text, without the zone that an IPv6 one may carry. */
    static String address(InetSocketAddress socket) {
        return socket.getAddress().getHostAddress().replaceFirst("%.*", "");
    }

    private HostPort() {}
}
