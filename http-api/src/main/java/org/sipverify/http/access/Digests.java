package org.sipverify.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.sipverify.formats.text.Base64Url;

/** Secrets, and what is kept in their place. */
final class Digests {
    /** Nobody guesses 256 bits, so a plain digest is enough to keep. */
    private static final int SECRET = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Digests() {}

    /** A new secret, 43 letters, digits, hyphens and underscores. */
    static String newSecret() {
        var bytes = new byte[SECRET];
        RANDOM.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
