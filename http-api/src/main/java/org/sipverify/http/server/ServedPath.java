package org.sipverify.http.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipverify.formats.text.PercentEncoding;

/** The path of a request, if it can be read in one way only. */
final class ServedPath {
    /** Each of them means something else to some program between here and the sender. */
    private static final String AMBIGUOUS = "/\\;%";

    private ServedPath() {}

    /** Its segments, decoded; empty when the path is not one. The root has one empty segment. */
    static Optional<List<String>> segments(String path) {
        if (!path.startsWith("/") || path.length() > 2000) {
            return Optional.empty();
        }
        var decoded = new ArrayList<String>();
        for (var raw : path.substring(1).split("/", -1)) {
            var segment = raw.indexOf('\\') >= 0 || raw.indexOf(';') >= 0
                    ? Optional.<String>empty()
                    : PercentEncoding.decode(raw);
            if (segment.isEmpty() || !isOne(segment.get(), path)) {
                return Optional.empty();
            }
            decoded.add(segment.get());
        }
        return Optional.of(decoded);
    }

    /** NUL and its like are not left by the decoder. An empty one is the root alone. */
    private static boolean isOne(String segment, String path) {
        return (!segment.isEmpty() || path.equals("/"))
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().noneMatch(c -> AMBIGUOUS.indexOf(c) >= 0);
    }
}
