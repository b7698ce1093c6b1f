package org.sipverify.sip.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.sipverify.formats.net.IpAddress;

/** IP address literals as {@link java.net.InetAddress}. */
public final class Literals {
    /** One of four or sixteen octets. */
    public static InetAddress address(IpAddress literal) {
        try {
            return InetAddress.getByAddress(literal.octets());
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // four or sixteen octets are always an address
        }
    }

    private Literals() {}
}
