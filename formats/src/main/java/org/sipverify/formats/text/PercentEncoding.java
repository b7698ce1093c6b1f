package org.sipverify.formats.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Percent-encoding of UTF-8 (RFC 3986 sections 2.1 and 2.5). */
public final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int REPLACEMENT = 0xFFFD;

    private PercentEncoding() {}

    /**
     * Encodes every character that may not stay as it is. Half a surrogate pair, which UTF-8 cannot encode, becomes
     * U+FFFD.
     *
     * @param stays whether a code point stays as it is
     */
    public static String encode(String text, IntPredicate stays) {
        if (allStay(text, stays)) {
            return text;
        }
        var out = new StringBuilder(text.length() * 2);
        text.codePoints().forEach(c -> {
            if (stays.test(c)) {
                out.appendCodePoint(c);
            } else {
                escape(isSurrogate(c) ? REPLACEMENT : c, out);
            }
        });
        return out.toString();
    }

    private static boolean allStay(String text, IntPredicate stays) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!stays.test(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Encodes an untrusted value for the user part or a parameter of a URI: everything but unreserved characters and
     * {@code +}. Stricter than RFC 3261's user-unreserved, which would allow {@code ;} and {@code ?}.
     */
    public static String uriValue(String text) {
        return encode(text, c -> isUnreserved(c) || c == '+');
    }

    /** Encodes what is not ASCII; the known consumers of {@code X-VVP-*} headers decode it. */
    public static String headerValue(String text) {
        return encode(text, c -> c < 0x80);
    }

    /** Letters, digits and marks, which stand for themselves everywhere in a SIP URI (RFC 3261 section 25.1). */
    public static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-_.!~*'()".indexOf(c) >= 0;
    }

    /**
     * The decoded text; empty when an escape is broken, the bytes are not UTF-8, or it would not be {@link PlainText}.
     */
    public static Optional<String> decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        var input = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < input.length; i++) {
            if (input[i] != '%') {
                bytes.write(input[i]);
                continue;
            }
            if (i + 2 >= input.length || hex(input[i + 1]) < 0 || hex(input[i + 2]) < 0) {
                return Optional.empty();
            }
            bytes.write(hex(input[++i]) << 4 | hex(input[++i]));
        }
        return Utf8.decode(bytes.toByteArray()).filter(PlainText::is);
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static void escape(int c, StringBuilder out) {
        for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            out.append('%').append(HEX.toHexDigits(octet));
        }
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }
}
