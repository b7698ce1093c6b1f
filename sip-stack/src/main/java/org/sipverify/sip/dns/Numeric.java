package org.sipverify.sip.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Address;

/** IP addresses written as numbers, read without asking anybody. */
final class Numeric {
    /** Null for what is no address: a domain name, or a short form such as 127.1 that readers take differently. */
    static @Nullable InetAddress address(String text) {
        var bytes = Address.toByteArray(text, text.contains(":") ? Address.IPv6 : Address.IPv4);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // four or sixteen bytes are always an address
        }
    }

    private Numeric() {}
}
