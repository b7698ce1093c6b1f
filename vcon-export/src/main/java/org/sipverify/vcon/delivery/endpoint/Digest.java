package org.sipverify.vcon.delivery.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sipverify.formats.text.Base64Url;

/** Fingerprints of the bytes that are sent. */
public final class Digest {
    private Digest() {}

    /** SHA-256, in hexadecimal. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(hash("SHA-256", bytes));
    }

    /** What X-Hub-Signature-256 holds. */
    public static String signature(String secret, byte[] bytes) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Whether a text names these bytes by a digest in one of the usual writings. */
    public static boolean isNamedIn(String text, byte[] bytes) {
        var sha256 = hash("SHA-256", bytes);
        var sha512 = hash("SHA-512", bytes);
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.contains(HexFormat.of().formatHex(sha256))
                || lower.contains(HexFormat.of().formatHex(sha512))
                || text.contains(Base64Url.encode(sha256))
                || text.contains(Base64Url.encode(sha512))
                || text.contains(Base64.getEncoder().encodeToString(sha256))
                || text.contains(Base64.getEncoder().encodeToString(sha512));
    }

    private static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
