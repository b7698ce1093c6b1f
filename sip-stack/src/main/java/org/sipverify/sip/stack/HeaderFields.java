package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import org.sipverify.sip.Headers;

/** The header fields of a message that the guard has found sound: one a line, each with its colon. */
final class HeaderFields {
    /** A quoted-pair may hold a NUL; nobody here acts on such a field, so it is left out. */
    static Headers of(byte[] message) {
        var fields = new ArrayList<Headers.Header>();
        var line = lineEnd(message, 0) + 2;
        var end = lineEnd(message, line);
        while (end > line) {
            var text = new String(message, line, end - line, UTF_8);
            if (text.indexOf(0) < 0) {
                var colon = text.indexOf(':');
                fields.add(new Headers.Header(
                        text.substring(0, colon), text.substring(colon + 1).strip()));
            }
            line = end + 2;
            end = lineEnd(message, line);
        }
        return new Headers(fields);
    }

    private static int lineEnd(byte[] message, int from) {
        var at = from;
        while (message[at] != '\r') {
            at++;
        }
        return at;
    }

    private HeaderFields() {}
}
