package org.sipverify.formats.net;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An IP address in 128 bits; IPv4 in its IPv4-mapped form (RFC 4291 section 2.5.5.2), so that both are equal.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");
    private static final int GROUPS = 8;

    /** Reads an address literal: no names, no leading zeros, no short forms such as 127.1, no zone. */
    public static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') < 0 ? ipv4(text).map(IpAddress::mapped) : ipv6(text);
    }

    /**
     * An address of four or sixteen octets.
     *
     * @throws IllegalArgumentException for any other number
     */
    public static IpAddress of(byte[] octets) {
        var bits = ByteBuffer.wrap(octets);
        return switch (octets.length) {
            case 4 -> mapped(bits.getInt() & 0xFFFF_FFFFL);
            case 16 -> new IpAddress(bits.getLong(), bits.getLong());
            default -> throw new IllegalArgumentException(octets.length + " octets are not an IP address");
        };
    }

    /** Its octets: four of an IPv4 address, sixteen of an IPv6 one. */
    public byte[] octets() {
        return isIpv4()
                ? ByteBuffer.allocate(4).putInt((int) low).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** Whether it is an IPv4 address, in whichever form it was written. */
    public boolean isIpv4() {
        return isIpv4(high, low);
    }

    static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    /** The address with all but its first bits cleared. */
    public IpAddress first(int bits) {
        return new IpAddress(high & mask(bits), low & mask(bits - 64));
    }

    static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
    }

    private static IpAddress mapped(long ipv4) {
        return new IpAddress(0, 0xFFFF_0000_0000L | ipv4);
    }

    private static Optional<Long> ipv4(String text) {
        long bits = 0;
        int from = 0;
        for (int octet = 1; octet <= 4; octet++) {
            int dot = octet == 4 ? text.length() : text.indexOf('.', from);
            int value = dot < 0 ? -1 : octet(text, from, dot);
            if (value < 0) {
                return Optional.empty();
            }
            bits = bits << 8 | value;
            from = dot + 1;
        }
        return Optional.of(bits);
    }

    /** -1 for what is not one. */
    private static int octet(String text, int from, int to) {
        int length = to - from;
        if (length < 1 || length > 3 || (length > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        int value = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = 10 * value + c - '0';
        }
        return value <= 255 ? value : -1;
    }

    private static Optional<IpAddress> ipv6(String text) {
        var groups = withoutGap(withHexTail(text)).split(":", -1);
        if (groups.length != GROUPS
                || !Stream.of(groups).allMatch(group -> GROUP.matcher(group).matches())) {
            return Optional.empty();
        }
        return Optional.of(new IpAddress(word(groups, 0), word(groups, 4)));
    }

    /** The dotted tail of {@code ::ffff:192.0.2.1} as two groups of hexadecimal digits. */
    private static String withHexTail(String text) {
        int tail = text.lastIndexOf(':') + 1;
        return ipv4(text.substring(tail))
                .map(bits ->
                        text.substring(0, tail) + Long.toHexString(bits >> 16) + ":" + Long.toHexString(bits & 0xFFFF))
                .orElse(text);
    }

    /** Expands {@code ::} to the groups of zeros it stands for; invalid text stays invalid. */
    private static String withoutGap(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return text;
        }
        var head = text.substring(0, gap);
        var tail = text.substring(gap + 2);
        var zeros = Stream.generate(() -> "0").limit(Math.max(1, GROUPS - groups(head) - groups(tail)));
        return Stream.of(Stream.of(head), zeros, Stream.of(tail))
                .flatMap(part -> part)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(":"));
    }

    private static long groups(String text) {
        return text.isEmpty() ? 0 : 1 + text.chars().filter(c -> c == ':').count();
    }

    private static long word(String[] groups, int from) {
        return Stream.of(groups)
                .skip(from)
                .limit(4)
                .map(group -> Long.parseLong(group, 16))
                .reduce(0L, (bits, group) -> bits << 16 | group);
    }

    /** The address without brackets, such as {@code 192.0.2.1} or {@code 2001:db8::1}. */
    @Override
    public String toString() {
        if (isIpv4()) {
            return IntStream.of(24, 16, 8, 0)
                    .mapToObj(shift -> Long.toString(low >> shift & 0xFF))
                    .collect(Collectors.joining("."));
        }
        var groups = IntStream.range(0, GROUPS)
                .mapToObj(i -> Long.toHexString((i < 4 ? high : low) >> (48 - 16 * (i % 4)) & 0xFFFF))
                .collect(Collectors.joining(":"));
        return ZEROS.matcher(groups).replaceFirst("::");
    }
}
