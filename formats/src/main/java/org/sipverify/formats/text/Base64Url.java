package org.sipverify.formats.text;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Strict base64url (RFC 4648 section 5): any character outside the alphabet is an error. */
public final class Base64Url {
    private static final boolean[] ALPHABET = new boolean[128];

    static {
        for (char c = 0; c < ALPHABET.length; c++) {
            ALPHABET[c] = Character.isLetterOrDigit(c) || c == '-' || c == '_';
        }
    }

    /** Whether it is a character of the alphabet; padding is not. */
    public static boolean has(char c) {
        return c < ALPHABET.length && ALPHABET[c];
    }

    private Base64Url() {}

    /** Padding optional, unused bits zero: each value has one encoding, apart from the padding. */
    public static Optional<byte[]> decode(String text) {
        return canonical(Base64.getUrlDecoder(), Base64.getUrlEncoder(), text);
    }

    /** As {@link #decode}; or the same in the alphabet of base64. The two alphabets are not mixed. */
    public static Optional<byte[]> decodeEitherAlphabet(String text) {
        return decode(text).or(() -> canonical(Base64.getDecoder(), Base64.getEncoder(), text));
    }

    /**
     * Padding optional, and the last character may have unused bits that are not zero. Several texts then have the same
     * value, so the result may be reported but not trusted.
     */
    public static Optional<byte[]> decodeLoosely(String text) {
        return decode(Base64.getUrlDecoder(), text);
    }

    /** Without padding. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> canonical(Base64.Decoder decoder, Base64.Encoder encoder, String text) {
        return decode(decoder, text).filter(bytes -> isCanonical(encoder, bytes, text));
    }

    /** RFC 4648 section 3.5: only the last group can have unused bits. */
    private static boolean isCanonical(Base64.Encoder encoder, byte[] bytes, String text) {
        var last = Arrays.copyOfRange(bytes, bytes.length - bytes.length % 3, bytes.length);
        var padding = text.indexOf('=');
        return (padding < 0 ? text : text.substring(0, padding))
                .endsWith(encoder.withoutPadding().encodeToString(last));
    }

    private static Optional<byte[]> decode(Base64.Decoder decoder, String text) {
        try {
            return Optional.of(decoder.decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
