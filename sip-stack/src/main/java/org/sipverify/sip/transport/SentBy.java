package org.sipverify.sip.transport;

import java.net.InetSocketAddress;
import org.sipverify.formats.net.HostPort;

/** An address and port as in the sent-by of RFC 3261 section 25.1: an IPv6 address in brackets, without its zone. */
public final class SentBy {
    public static String of(InetSocketAddress socket) {
        var address = socket.getAddress().getHostAddress();
        var zone = address.indexOf('%');
        return HostPort.text(zone < 0 ? address : address.substring(0, zone), socket.getPort());
    }

    private SentBy() {}
}
