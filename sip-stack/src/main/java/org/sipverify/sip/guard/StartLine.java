package org.sipverify.sip.guard;

import org.jspecify.annotations.Nullable;

/**
 * A start line exactly as in RFC 3261 section 7: single spaces, nothing after it, version 2.0.
 *
 * @param end behind its CRLF
 * @param methodLength of the method a request begins with
 */
record StartLine(
        boolean request,
        int end,
        int methodLength,
        @Nullable MessageError error) {
    private static final String VERSION = "sip/2.0";

    static StartLine read(byte[] in, int from, int to) {
        return Octets.startsWith(in, from, to, "sip/") ? status(in, from, to) : request(in, from, to);
    }

    private static StartLine status(byte[] in, int from, int to) {
        int code = from + VERSION.length() + 1;
        if (code + 4 > to
                || !Octets.startsWith(in, from, to, VERSION)
                || in[code - 1] != ' '
                || in[code] < '1'
                || in[code] > '6'
                || Octets.skipDigits(in, code, to) != code + 3
                || in[code + 3] != ' ') {
            return new StartLine(false, from, 0, MessageError.START_LINE);
        }
        return lineEnd(false, in, endOfText(in, code + 4, to), to, 0);
    }

    private static StartLine request(byte[] in, int from, int to) {
        int method = Octets.skipToken(in, from, to);
        int uri = endOfUri(in, method + 1, to);
        if (method == from || uri <= method + 1 || uri >= to || in[method] != ' ' || in[uri] != ' ') {
            return new StartLine(true, from, 0, MessageError.START_LINE);
        }
        if (!Octets.startsWith(in, uri + 1, to, VERSION)) {
            return new StartLine(
                    true, from, 0, otherVersion(in, uri + 1, to) ? MessageError.VERSION : MessageError.START_LINE);
        }
        return lineEnd(true, in, uri + 1 + VERSION.length(), to, method - from);
    }

    private static StartLine lineEnd(boolean request, byte[] in, int at, int to, int method) {
        boolean ends = at + 1 < to && in[at] == '\r' && in[at + 1] == '\n';
        var error = request && at < to && Octets.isDigit(in[at]) ? MessageError.VERSION : MessageError.START_LINE;
        return new StartLine(request, at + 2, method, ends ? null : error);
    }

    /** Printable ASCII, except the characters that delimit a URI in text. */
    private static int endOfUri(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] > ' ' && in[at] < 0x7f && in[at] != '<' && in[at] != '>' && in[at] != '"') {
            at++;
        }
        return at;
    }

    private static int endOfText(byte[] in, int from, int to) {
        int at = from;
        while (at < to && !Octets.isControl(in[at])) {
            at = in[at] < 0 ? Octets.skipUtf8(in, at, to) : at + 1;
            if (at < 0) {
                return to;
            }
        }
        return at;
    }

    private static boolean otherVersion(byte[] in, int from, int to) {
        int major = from + "sip/".length();
        if (!Octets.startsWith(in, from, to, "sip/")) {
            return false;
        }
        int point = Octets.skipDigits(in, major, to);
        int end = point < to && in[point] == '.' ? Octets.skipDigits(in, point + 1, to) : point;
        return point > major && end > point + 1 && end < to && in[end] == '\r';
    }
}
