package org.sipverify.vcon.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Octets in JSON: as text if they are UTF-8, otherwise in base64url without padding.
 *
 * @param encoding none or base64url
 */
record WireText(String text, String encoding) {
    static final String NONE = "none";
    static final String BASE64URL = "base64url";
    private static final char REPLACEMENT = '\uFFFD';

    static WireText of(byte[] octets, int from) {
        var text = new String(octets, from, octets.length - from, UTF_8);
        if (text.indexOf(REPLACEMENT) < 0 || isUtf8(octets, from)) {
            return new WireText(text, NONE);
        }
        var rest = from == 0 ? octets : Arrays.copyOfRange(octets, from, octets.length);
        return new WireText(Base64.getUrlEncoder().withoutPadding().encodeToString(rest), BASE64URL);
    }

    /** Asked only where the text has what a lenient decoder puts in place of octets that are none, which may be its own. */
    private static boolean isUtf8(byte[] octets, int from) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, octets.length - from));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
