package org.sipverify.verifier.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding of URIs (RFC 3986 section 2.1) over UTF-8. */
public final class PercentText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentText() {}

    /** The decoded text; empty when an escape is broken, the bytes are not UTF-8, or control characters come out. */
    public static Optional<String> decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        var input = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < input.length; i++) {
            if (input[i] != '%') {
                bytes.write(input[i]);
                continue;
            }
            if (i + 2 >= input.length || hex(input[i + 1]) < 0 || hex(input[i + 2]) < 0) {
                return Optional.empty();
            }
            bytes.write(hex(input[++i]) << 4 | hex(input[++i]));
        }
        return utf8(bytes.toByteArray()).filter(PlainText::is);
    }

    /** The text with every character that {@link PlainText} forbids percent-encoded. */
    static String escape(String text) {
        var escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (!PlainText.unsafe(c)) {
                escaped.appendCodePoint(c);
                return;
            }
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                escaped.append('%').append(HEX.toHexDigits(b));
            }
        });
        return escaped.toString();
    }

    /** Strict UTF-8: what does not decode is refused, not replaced. */
    public static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }
}
