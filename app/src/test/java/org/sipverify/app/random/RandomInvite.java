package org.sipverify.app.random;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An INVITE that was thrown together, in pieces: the start line and header fields, each with its line end, and behind
 * the empty line the body.
 *
 * @param must whether it has all that an answer needs, so that RFC 3261 section 8.2 wants a final one
 */
record RandomInvite(String transport, List<String> lines, String body, boolean must) {
    /** Where in it the mark stands by which it is known again: in branch, tag and Call-ID. */
    static final String MARK = "{{mark}}";

    private static final Pattern LENGTH = Pattern.compile("(?i)(content-length|l)[ \\t]*:");
    private static final Pattern NEEDED =
            Pattern.compile("(?i)(via|v|from|f|to|t|call-id|i|cseq|content-length|l)[ \\t]*:");

    RandomInvite {
        lines = List.copyOf(lines);
    }

    byte[] bytes(String mark) {
        return (String.join("", lines) + body).replace(MARK, mark).getBytes(ISO_8859_1);
    }

    /** Everything that is as it but for one piece, and wants an answer as it does. */
    List<RandomInvite> smaller() {
        var found = new ArrayList<RandomInvite>();
        if (body.length() > 2) { // the empty line stays
            var empty = new ArrayList<>(lines);
            empty.removeIf(line -> LENGTH.matcher(line).lookingAt());
            empty.add("l: 0\r\n");
            found.add(new RandomInvite(transport, empty, "\r\n", must));
        }
        for (var left = lines.size() - 1; left > 0; left--) {
            if (!NEEDED.matcher(lines.get(left)).lookingAt()) {
                var fewer = new ArrayList<>(lines);
                fewer.remove(left);
                found.add(new RandomInvite(transport, fewer, body, must));
            }
        }
        return found;
    }

    /** For people: line ends as such, long runs cut. */
    String shown() {
        var text = new String(bytes("M"), ISO_8859_1).replace("\r\n", "\n    ").replaceAll("[^\\n -~]", "?");
        return text.length() <= 1500 ? text : text.substring(0, 1500) + "... " + text.length() + " octets";
    }
}
