package org.sipverify.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.sipverify.formats.net.HostPort;

/** An address and port as in the sent-by of RFC 3261 section 25.1: an IPv6 address in brackets, without its zone. */
public final class SentBy {
    public static String of(InetSocketAddress socket) {
        return HostPort.text(withoutZone(socket.getAddress()), socket.getPort());
    }

    /** The same without a port. */
    public static String host(InetAddress of) {
        return HostPort.host(withoutZone(of));
    }

    private static String withoutZone(InetAddress of) {
        var address = of.getHostAddress();
        var zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private SentBy() {}
}
