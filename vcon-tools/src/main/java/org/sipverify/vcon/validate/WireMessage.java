package org.sipverify.vcon.validate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A SIP message as it was on the wire, as far as a vCon must agree with it (RFC 3261, 7).
 *
 * @param fields name and value, folded lines joined, compact names as they are
 * @param bodyBytes length of what follows the empty line
 */
record WireMessage(String startLine, List<String[]> fields, int bodyBytes) {
    private static final Pattern REQUEST = Pattern.compile("([A-Za-z0-9.!%*_+`'~-]+) \\S+ SIP/2\\.0");
    private static final Pattern RESPONSE = Pattern.compile("SIP/2\\.0 ([1-6]\\d\\d) .*", Pattern.DOTALL);

    /** Absent when this is not a SIP message. */
    static Optional<WireMessage> parse(byte[] bytes) {
        // One char a byte, so that lengths are those on the wire.
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        var lines = text.substring(0, end).replaceAll("\r\n[ \t]+", " ").split("\r\n", -1);
        var fields = new ArrayList<String[]>();
        for (var i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            if (colon < 1) {
                return Optional.empty();
            }
            fields.add(new String[] {
                lines[i].substring(0, colon).strip(),
                lines[i].substring(colon + 1).strip()
            });
        }
        var message = new WireMessage(lines[0], List.copyOf(fields), bytes.length - end - 4);
        return message.isRequest() || message.isResponse() ? Optional.of(message) : Optional.empty();
    }

    boolean isRequest() {
        return REQUEST.matcher(startLine).matches();
    }

    boolean isResponse() {
        return RESPONSE.matcher(startLine).matches();
    }

    /** Of a request; empty for a response. */
    String method() {
        var line = REQUEST.matcher(startLine);
        return line.matches() ? line.group(1) : "";
    }

    Optional<String> header(String name, String compact) {
        return fields.stream()
                .filter(field -> field[0].equalsIgnoreCase(name) || field[0].equalsIgnoreCase(compact))
                .map(field -> field[1])
                .findFirst();
    }
}
