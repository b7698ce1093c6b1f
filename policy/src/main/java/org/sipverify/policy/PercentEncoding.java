package org.sipverify.policy;

import java.util.function.IntPredicate;

/** Percent-encoding of UTF-8 (RFC 3986 section 2.5). */
final class PercentEncoding {
    private static final int REPLACEMENT = 0xFFFD;

    /** How the first octet begins, by the number of octets that follow it (RFC 3629 section 3). */
    private static final int[] LEADS = {0x00, 0xC0, 0xE0, 0xF0};

    private PercentEncoding() {}

    /**
     * Encodes a caller's value for the user part or a parameter of a URI. Stricter than RFC 3261's user-unreserved,
     * which would let {@code ;} and {@code ?} through.
     */
    static String uriValue(String value) {
        return encode(value, c -> Grammar.isUnreserved(c) || c == '+');
    }

    /** Encodes what is not ASCII; those who read our headers decode it. */
    static String headerValue(String value) {
        return encode(value, c -> c < 0x80);
    }

    private static String encode(String value, IntPredicate stays) {
        if (value.chars().allMatch(stays)) {
            return value;
        }
        var out = new StringBuilder(value.length() * 2);
        value.codePoints().forEach(c -> {
            if (stays.test(c)) {
                out.appendCodePoint(c);
            } else {
                escape(isSurrogate(c) ? REPLACEMENT : c, out);
            }
        });
        return out.toString();
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static void escape(int c, StringBuilder out) {
        int following = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        octet(LEADS[following] | (c >> (6 * following)), out);
        for (int i = following - 1; i >= 0; i--) {
            octet(0x80 | ((c >> (6 * i)) & 0x3F), out);
        }
    }

    private static void octet(int octet, StringBuilder out) {
        out.append('%').append(hex(octet >> 4)).append(hex(octet & 0xF));
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }
}
