package org.sipverify.sip.admission;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Where a message comes from. The address has 128 bits; an IPv4 address is mapped as in RFC 4291 section 2.5.5.2.
 *
 * @param forgeable whether the sender can forge it, as over UDP; a connection proves it
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

    /** What counts as one source: an IPv4 address, or an IPv6 /64, since one host may use all addresses of it. */
    long key() {
        return isIpv4() ? low : high;
    }
}
