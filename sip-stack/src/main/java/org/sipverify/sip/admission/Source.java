package org.sipverify.sip.admission;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Who a message comes from. The address is 128 bits, an IPv4 address the mapped one of RFC 4291 section 2.5.5.2.
 *
 * @param forgeable whether it is only the sender's word, as over UDP; a connection has shown that it is true
 */
public record Source(InetAddress address, long high, long low, boolean forgeable) {
    private static final long IPV4 = 0xffff_0000_0000L;

    public static Source of(InetAddress address, boolean forgeable) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? new Source(address, 0, IPV4 | (bytes.getInt() & 0xffff_ffffL), forgeable)
                : new Source(address, bytes.getLong(), bytes.getLong(), forgeable);
    }

    boolean isIpv4() {
        return isIpv4(high, low);
    }

    static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** What counts as one source: an IPv4 address, or a /64, of which every IPv6 host has all addresses to itself. */
    long key() {
        return isIpv4() ? low : high;
    }
}
