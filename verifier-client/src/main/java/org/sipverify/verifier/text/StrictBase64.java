package org.sipverify.verifier.text;

import java.util.Base64;
import java.util.Optional;

/** Base64 and base64url (RFC 4648) without mercy: a foreign character is a refusal, never skipped. */
public final class StrictBase64 {
    private StrictBase64() {}

    /** Either alphabet, padding optional; the two alphabets are not mixed. */
    public static Optional<byte[]> decodeAny(String text) {
        return decode(Base64.getUrlDecoder(), text).or(() -> decode(Base64.getDecoder(), text));
    }

    /** The parts of a JWT: base64url, padding optional. */
    public static Optional<byte[]> decodeUrl(String text) {
        return decode(Base64.getUrlDecoder(), text);
    }

    /** Base64url without padding. */
    public static String encodeUrl(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> decode(Base64.Decoder decoder, String text) {
        try {
            return Optional.of(decoder.decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
