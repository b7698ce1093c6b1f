package org.sipverify.sip.client;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes branches, which cannot be guessed: a response is matched by its branch. */
final class Branches {
    private static final int OCTETS = 16;

    private final SecureRandom random = new SecureRandom();

    /** A new one, with the prefix of RFC 3261 section 8.1.1.7. */
    String next() {
        var octets = new byte[OCTETS];
        random.nextBytes(octets);
        return "z9hG4bK" + HexFormat.of().formatHex(octets);
    }
}
