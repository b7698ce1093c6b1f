package org.sipverify.vcon.sip;

/** Parameters behind semicolons (RFC 3261 section 25.1, generic-param). */
public final class Params {
    /** A parameter of the first of the comma-separated values; empty when it has none of that name. */
    public static String first(String value, String name) {
        var from = 0;
        var lastClose = value.lastIndexOf('>');
        for (var at = 0; at <= value.length(); at = next(value, at, lastClose)) {
            var end = at == value.length();
            if (end || value.charAt(at) == ';' || value.charAt(at) == ',') {
                var part = value.substring(from, at).strip();
                var equals = part.indexOf('=');
                if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
                    return unquoted(part.substring(equals + 1).strip());
                }
                if (end || value.charAt(at) == ',') {
                    return "";
                }
                from = at + 1;
            }
        }
        return "";
    }

    /** An unclosed bracket is not searched for again: a text full of them would take quadratic time. */
    private static int next(String value, int at, int lastClose) {
        return 1 + (at > lastClose && at < value.length() && value.charAt(at) == '<' ? at : afterQuoted(value, at));
    }

    /** The end of a quoted string or bracketed URI that begins here; otherwise here. */
    static int afterQuoted(String text, int at) {
        if (at < text.length() && text.charAt(at) == '<') {
            var close = text.indexOf('>', at);
            return close < 0 ? at : close;
        }
        if (at >= text.length() || text.charAt(at) != '"') {
            return at;
        }
        var end = at + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end, text.length() - 1);
    }

    static String unquoted(String text) {
        var quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? unescaped(text.substring(1, text.length() - 1)) : text;
    }

    private static String unescaped(String text) {
        var plain = new StringBuilder(text.length());
        for (var at = 0; at < text.length(); at++) {
            at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
            plain.append(text.charAt(at));
        }
        return plain.toString();
    }

    private Params() {}
}
