package org.sipverify.formats.net;

import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632). IPv4 and IPv6 never contain each other: {@code ::/0} is IPv6 only.
 *
 * @param base the first address
 * @param bits how many of its 128 bits are the network's
 */
public record IpNetwork(IpAddress base, int bits) {
    /** The bits of an IPv4-mapped address before the IPv4 address. */
    private static final int IPV4_PREFIX = 96;

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    /** Rejects an address that is not the first of its network. */
    public IpNetwork {
        var network = base.first(bits);
        if (!network.equals(base)) {
            throw new IllegalArgumentException(
                    text(base, bits) + " is not the start of a network: write " + text(network, bits));
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        var start = slash < 0 ? text : text.substring(0, slash);
        var base = IpAddress.parse(start)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + start + "\" is not an IP address: write 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32"));
        return new IpNetwork(
                base, slash < 0 ? 128 : bits(text.substring(slash + 1), start.indexOf(':') < 0 ? 32 : 128));
    }

    private static int bits(String length, int most) {
        if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > most) {
            throw new IllegalArgumentException("/" + length + " is not a length from /0 to /" + most);
        }
        return 128 - most + Integer.parseInt(length);
    }

    /** Whether the address is in it. */
    public boolean contains(IpAddress address) {
        return contains(address.high(), address.low());
    }

    /** As {@link #contains(IpAddress)}, for an address in two halves: two comparisons, no allocation. */
    public boolean contains(long high, long low) {
        return (high & IpAddress.mask(bits)) == base.high()
                && (low & IpAddress.mask(bits - 64)) == base.low()
                && IpAddress.isIpv4(high, low) == isIpv4();
    }

    /** Whether all of the other network is in it. */
    public boolean includes(IpNetwork other) {
        return bits <= other.bits && contains(other.base);
    }

    /** Whether it is a network of IPv4 addresses. */
    public boolean isIpv4() {
        return base.isIpv4();
    }

    private static String text(IpAddress base, int bits) {
        return base + "/" + (base.isIpv4() ? bits - IPV4_PREFIX : bits);
    }

    /** In CIDR notation, always with the length. */
    @Override
    public String toString() {
        return text(base, bits);
    }
}
