package org.sipverify.sip.admission;

import java.time.Duration;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.formats.net.IpNetwork;

/**
 * A source of which nothing is read for a while.
 *
 * @param network an IPv4 address, or the /64 of an IPv6 one
 * @param left how much longer
 */
public record Ban(IpNetwork network, Duration left) {
    private static final int ONE_ADDRESS = 128;
    private static final int PREFIX = 64;

    /** @param key as {@link Source#key} makes it */
    static Ban of(long key, Duration left) {
        return new Ban(
                Source.isIpv4(0, key)
                        ? new IpNetwork(new IpAddress(0, key), ONE_ADDRESS)
                        : new IpNetwork(new IpAddress(key, 0), PREFIX),
                left);
    }
}
