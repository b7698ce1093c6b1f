package org.sipverify.policy;

import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632). IPv4 and IPv6 never contain each other: {@code ::/0} is all of IPv6
 * alone.
 *
 * @param base the first address
 * @param bits how many of its 128 bits are the network's
 */
record Network(Address base, int bits) {
    private static final int IPV4_PREFIX = 96;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    Network {
        var network = base.first(bits);
        if (!network.equals(base)) {
            throw new IllegalArgumentException(
                    text(base, bits) + " is not where a network begins: write " + text(network, bits));
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        var start = slash < 0 ? text : text.substring(0, slash);
        var base = Address.parse(start)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + start + "\" is not an IP address: write 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32"));
        return new Network(base, slash < 0 ? 128 : bits(text.substring(slash + 1), start.indexOf(':') < 0 ? 32 : 128));
    }

    private static int bits(String length, int most) {
        if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > most) {
            throw new IllegalArgumentException("/" + length + " is not a length from /0 to /" + most);
        }
        return 128 - most + Integer.parseInt(length);
    }

    boolean contains(Address address) {
        return address.isIpv4() == base.isIpv4() && address.first(bits).equals(base);
    }

    private static String text(Address base, int bits) {
        return base + "/" + (base.isIpv4() ? bits - IPV4_PREFIX : bits);
    }

    @Override
    public String toString() {
        return text(base, bits);
    }
}
