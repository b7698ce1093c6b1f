package org.sipverify.vcon.sip;

/**
 * The first address of a From, To or Contact field (RFC 3261 section 25.1, name-addr or addr-spec).
 *
 * @param display the display name, unquoted; empty when there is none
 * @param uri the addr-spec without brackets
 * @param tag empty when there is none
 */
public record NameAddr(String display, String uri, String tag) {
    public static NameAddr of(String value) {
        var open = openBracket(value);
        if (open < 0) {
            var end = firstOf(value, ";,");
            return new NameAddr("", value.substring(0, end).strip(), Params.first(value, "tag"));
        }
        var close = value.indexOf('>', open);
        var uri = value.substring(open + 1, close < 0 ? value.length() : close).strip();
        var display = Params.unquoted(value.substring(0, open).strip());
        return new NameAddr(display, uri, close < 0 ? "" : Params.first(value.substring(close + 1), "tag"));
    }

    private static int openBracket(String value) {
        for (var at = 0; at < value.length(); at++) {
            if (value.charAt(at) == '<') {
                return at;
            }
            at = Params.afterQuoted(value, at);
        }
        return -1;
    }

    private static int firstOf(String text, String marks) {
        var at = 0;
        while (at < text.length() && marks.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
