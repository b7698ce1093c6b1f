package org.sipverify.vcon.privacy;

/** Percent-encoding of URIs, as far as header names need it. */
final class PercentText {
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var decoded = new StringBuilder();
        for (var at = 0; at < text.length(); at++) {
            var code = text.charAt(at) == '%' && at + 2 < text.length() ? octet(text, at + 1) : -1;
            decoded.append(code < 0 ? text.charAt(at) : (char) code);
            at += code < 0 ? 0 : 2;
        }
        return decoded.toString();
    }

    private static int octet(String text, int at) {
        var high = Character.digit(text.charAt(at), 16);
        var low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private PercentText() {}
}
