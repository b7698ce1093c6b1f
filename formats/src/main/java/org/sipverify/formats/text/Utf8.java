package org.sipverify.formats.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Strict UTF-8 (RFC 3629): invalid bytes are rejected, not replaced. */
public final class Utf8 {
    private static final char REPLACEMENT = 0xFFFD;

    private Utf8() {}

    /** The text; empty when the bytes are not UTF-8. */
    public static Optional<String> decode(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8); // several times as fast as a strict decoder
        return text.indexOf(REPLACEMENT) < 0 ? Optional.of(text) : strictly(bytes);
    }

    /** What would have been replaced, or was a replacement character before. */
    private static Optional<String> strictly(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
