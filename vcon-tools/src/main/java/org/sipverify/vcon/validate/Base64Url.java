package org.sipverify.vcon.validate;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 4648, section 5), the only one that a vCon knows. */
final class Base64Url {
    private Base64Url() {}

    static boolean isOne(String text) {
        return !text.contains("=") && decoded(text).isPresent();
    }

    static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
