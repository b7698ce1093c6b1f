package org.sipverify.vcon.content;

import java.util.Optional;
import org.sipverify.formats.text.Base64Url;

/** Finds a token in JWS compact serialization (RFC 7515 section 7.1) in a text, read once from its beginning. */
final class Jws {
    private static final int PARTS = 3;

    /** The first three words of base64url with dots between them. */
    static Optional<String> first(String text) {
        var part = 0; // of the words without a gap before here, the last
        var start = 0;
        var starts = new int[PARTS];
        for (var at = 0; at <= text.length(); at++) {
            if (at < text.length() && Base64Url.has(text.charAt(at))) {
                continue;
            }
            starts[part] = start;
            if (at == start) {
                part = 0;
            } else if (part == PARTS - 1) {
                return Optional.of(text.substring(starts[0], at));
            } else {
                part = at < text.length() && text.charAt(at) == '.' ? part + 1 : 0;
            }
            start = at + 1;
        }
        return Optional.empty();
    }

    private Jws() {}
}
