package org.sipverify.sip.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A block of addresses in CIDR notation (RFC 4632). IPv4 and IPv6 never contain each other. */
record Network(long high, long low, int bits) {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";
    private static final Pattern BLOCK =
            Pattern.compile("(" + OCTET + "(?:\\." + OCTET + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/([0-9]{1,3}))?");

    /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. */
    static Network parse(String text) {
        var block = BLOCK.matcher(text);
        if (!block.matches()) {
            throw notOne(text);
        }
        var base = literal(block.group(1));
        int most = block.group(1).indexOf(':') < 0 ? 32 : 128;
        int length = block.group(2) == null ? most : Integer.parseInt(block.group(2));
        if (length > most) {
            throw notOne(text);
        }
        int bits = 128 - most + length;
        var network = new Network(base.high() & highMask(bits), base.low() & lowMask(bits), bits);
        if (network.high != base.high() || network.low != base.low()) {
            throw new IllegalArgumentException(text + " is not where a network of that length begins");
        }
        return network;
    }

    private static Source literal(String address) {
        try {
            return Source.of(InetAddress.getByName(address), false); // asks nobody: the pattern lets no name through
        } catch (UnknownHostException e) {
            throw notOne(address);
        }
    }

    private static IllegalArgumentException notOne(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no network: write 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32");
    }

    boolean contains(Source source) {
        return (source.high() & highMask(bits)) == high
                && (source.low() & lowMask(bits)) == low
                && source.isIpv4() == isIpv4();
    }

    boolean isIpv4() {
        return bits >= 96 && Source.isIpv4(high, low);
    }

    private static long highMask(int bits) {
        return bits >= 64 ? -1L : bits == 0 ? 0 : -1L << (64 - bits);
    }

    private static long lowMask(int bits) {
        return bits <= 64 ? 0 : -1L << (128 - bits);
    }
}
