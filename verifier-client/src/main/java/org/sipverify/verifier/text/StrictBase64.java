package org.sipverify.verifier.text;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64 and base64url (RFC 4648) without mercy: a foreign character is a refusal, never skipped. */
public final class StrictBase64 {
    private StrictBase64() {}

    /** Either alphabet, padding optional; the two alphabets are not mixed, and unused bits are zero. */
    public static Optional<byte[]> decodeAny(String text) {
        return decode(Base64.getUrlDecoder(), Base64.getUrlEncoder(), text)
                .or(() -> decode(Base64.getDecoder(), Base64.getEncoder(), text));
    }

    /** Base64url, padding optional, unused bits zero. */
    public static Optional<byte[]> decodeUrl(String text) {
        return decode(Base64.getUrlDecoder(), Base64.getUrlEncoder(), text);
    }

    /**
     * Base64url of which the last character may have unused bits that are not zero. Several texts then say the same, so
     * what it says can be reported and must not be trusted.
     */
    public static Optional<byte[]> decodeLoosely(String url) {
        return decode(Base64.getUrlDecoder(), url);
    }

    /** Base64url without padding. */
    public static String encodeUrl(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> decode(Base64.Decoder decoder, Base64.Encoder encoder, String text) {
        return decode(decoder, text).filter(bytes -> isCanonical(encoder, bytes, text));
    }

    /** RFC 4648 section 3.5: only the last group can have bits that stand for nothing. */
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
