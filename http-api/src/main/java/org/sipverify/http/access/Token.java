package org.sipverify.http.access;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.sipverify.http.Role;

/**
 * What is known of a token: not the token itself.
 *
 * @param name whose it is
 * @param sha256 of the token, 64 hexadecimal digits in small letters
 */
public record Token(String name, Role role, String sha256) {
    /** By which a token is known wherever it turns up. */
    private static final String PREFIX = "svt_";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TOKEN = Pattern.compile(PREFIX + "[A-Za-z0-9_-]+");

    /** Refuses what could not stand in a line of the file. */
    public Token {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name has 1 to 64 letters, digits, dots, hyphens, underscores and @, and begins with a letter or digit");
        }
        if (role == Role.NONE) {
            throw new IllegalArgumentException("a role is watch, read or operate");
        }
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a digest has 64 hexadecimal digits in small letters");
        }
    }

    /** A new secret. */
    public static String newSecret() {
        return PREFIX + Digests.newSecret();
    }

    /** What is kept of this secret. */
    public static Token of(String name, Role role, String secret) {
        return new Token(name, role, HexFormat.of().formatHex(Digests.sha256(secret)));
    }

    /** The text with every token in it made unreadable. */
    static String hidden(String text) {
        return TOKEN.matcher(text).replaceAll(PREFIX + "[redacted]");
    }

    byte[] digest() {
        return HexFormat.of().parseHex(sha256);
    }

    /** Its line in the file. */
    String line() {
        return name + " " + role.text() + " " + sha256;
    }
}
