package org.sipverify.vcon.privacy;

import java.util.Arrays;

/**
 * A text without its escapes: those of URIs, and the backslashes of quoted strings and of JSON.
 *
 * @param origin where in the text each character was, and finally the text's length
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never changed
record Escapes(String decoded, int[] origin) {
    static boolean isOne(Text text, int at) {
        var c = text.at(at);
        return (c == '%' && octet(text, at + 1, 2) >= 0) || (c == '\\' && at + 1 < text.length());
    }

    static Escapes decode(Text text) {
        var decoded = new StringBuilder(text.length());
        var origin = new int[text.length() + 1];
        var length = 0;
        for (var at = 0; at < text.length(); length++) {
            origin[length] = at;
            var c = text.at(at);
            var octet = c == '%' ? octet(text, at + 1, 2) : -1;
            if (octet >= 0) {
                decoded.append((char) octet);
                at += 3;
            } else if (c == '\\' && at + 1 < text.length()) {
                at = backslash(text, at + 1, decoded);
            } else {
                decoded.append(c);
                at++;
            }
        }
        origin[length] = text.length();
        return new Escapes(decoded.toString(), Arrays.copyOf(origin, length + 1));
    }

    /** RFC 8259 section 7, and RFC 3261 section 25.1 for the rest: any character stands for itself. */
    private static int backslash(Text text, int at, StringBuilder decoded) {
        var c = text.at(at);
        var unit = c == 'u' ? octet(text, at + 1, 4) : -1;
        if (unit >= 0) {
            decoded.append((char) unit);
            return at + 5;
        }
        decoded.append(c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c);
        return at + 1;
    }

    private static int octet(Text text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        var value = 0;
        for (var at = from; at < from + digits; at++) {
            var digit = Character.digit(text.at(at), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
