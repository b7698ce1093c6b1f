package org.sipverify.sip.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The hash functions of RFC 8760, the weakest first, each without and with the session variant. */
enum Algorithm {
    MD5("MD5", "MD5", false),
    MD5_SESS("MD5-sess", "MD5", true),
    SHA_256("SHA-256", "SHA-256", false),
    SHA_256_SESS("SHA-256-sess", "SHA-256", true),
    SHA_512_256("SHA-512-256", "SHA-512/256", false),
    SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true);

    private final String token;
    private final String function;
    private final boolean session;

    Algorithm(String token, String function, boolean session) {
        this.token = token;
        this.function = function;
        this.session = session;
    }

    static Optional<Algorithm> of(String token) {
        return Arrays.stream(values())
                .filter(one -> one.token.equalsIgnoreCase(token))
                .findFirst();
    }

    String token() {
        return token;
    }

    /** Whether the secret is bound to the nonces of the session (RFC 7616 section 3.4.2). */
    boolean isSession() {
        return session;
    }

    /** Whether passwords are found from its proofs by trying (RFC 8760 section 1). */
    boolean isWeak() {
        return function.equals("MD5");
    }

    /** The hash of these octets in hexadecimal digits. */
    String hash(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(function).digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    String hash(String text) {
        return hash(text.getBytes(UTF_8));
    }
}
