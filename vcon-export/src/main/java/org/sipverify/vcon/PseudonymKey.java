package org.sipverify.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes pseudonyms: the same for the same number, and irreversible without the key. A plain hash would be reversible,
 * because all telephone numbers can be hashed in minutes.
 */
public final class PseudonymKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 32;
    private static final int KEPT = 16;

    private final SecretKeySpec key;

    /** Fails when the key has less than 32 bytes. */
    public PseudonymKey(byte[] key) {
        if (key.length < SHORTEST) {
            throw new IllegalArgumentException("must hold at least " + SHORTEST + " bytes, and holds " + key.length);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The pseudonym of a number. */
    public String of(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "h-" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, KEPT);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has it, and any bytes are a key", e);
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
