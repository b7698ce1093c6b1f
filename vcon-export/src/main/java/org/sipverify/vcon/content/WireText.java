package org.sipverify.vcon.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.sipverify.formats.text.Base64Url;
import org.sipverify.formats.text.Utf8;

/**
 * Bytes in JSON: as text if they are UTF-8, otherwise in base64url without padding.
 *
 * @param encoding none or base64url
 */
record WireText(String text, String encoding) {
    static final String NONE = "none";
    static final String BASE64URL = "base64url";
    private static final char REPLACEMENT = '\uFFFD';

    static WireText of(byte[] octets, int from) {
        var text = new String(octets, from, octets.length - from, UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return new WireText(text, NONE);
        }
        var rest = from == 0 ? octets : Arrays.copyOfRange(octets, from, octets.length);
        // A lenient decoder writes the replacement character for what is not UTF-8, but it may also be in the text
        // itself.
        return Utf8.decode(rest).isPresent()
                ? new WireText(text, NONE)
                : new WireText(Base64Url.encode(rest), BASE64URL);
    }
}
