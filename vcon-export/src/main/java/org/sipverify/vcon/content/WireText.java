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

    static WireText of(byte[] octets, int from) {
        try {
            var decoded = UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, octets.length - from));
            return new WireText(decoded.toString(), NONE);
        } catch (CharacterCodingException notUtf8) {
            var rest = from == 0 ? octets : Arrays.copyOfRange(octets, from, octets.length);
            return new WireText(Base64.getUrlEncoder().withoutPadding().encodeToString(rest), BASE64URL);
        }
    }
}
