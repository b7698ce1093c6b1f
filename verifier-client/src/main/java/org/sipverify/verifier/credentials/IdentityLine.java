package org.sipverify.verifier.credentials;

import java.util.ArrayList;
import java.util.List;
import org.sipverify.formats.text.Base64Url;

/**
 * One line of the {@code Identity} header field. RFC 8224 has one value per line, but some elements merge lines with
 * commas, and a bare {@code info} URL may contain commas. Each character is visited a fixed number of times.
 */
final class IdentityLine {
    private static final int DOTS = 2;

    private IdentityLine() {}

    /** The unparsed values; the whole line when a bracket or quote in it is never closed. */
    static List<String> values(CharSequence line) {
        var values = new ArrayList<String>();
        int start = 0;
        for (int comma : Unquoted.positions(line, ',').orElse(List.of())) {
            if (startsValue(line, comma + 1)) {
                values.add(line.subSequence(start, comma).toString());
                start = comma + 1;
            }
        }
        values.add(line.subSequence(start, line.length()).toString());
        return values;
    }

    /** Whether a bracket or the three parts of a token begin here; looks no further than the next comma. */
    private static boolean startsValue(CharSequence line, int from) {
        int at = afterBlanks(line, from);
        if (at < line.length() && line.charAt(at) == '<') {
            return true;
        }
        int dots = 0;
        while (at < line.length() && (line.charAt(at) == '.' || Base64Url.has(line.charAt(at)))) {
            dots += line.charAt(at) == '.' ? 1 : 0;
            at++;
        }
        int end = afterBlanks(line, at);
        return dots == DOTS && (end == line.length() || line.charAt(end) == ';' || line.charAt(end) == ',');
    }

    private static int afterBlanks(CharSequence line, int from) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
