package org.sipverify.sip.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first of a header field's comma-separated values: the part before its first semicolon, and its parameters.
 * Commas and semicolons in quoted strings and angle brackets do not count.
 *
 * @param end where in the text the value ends: at a comma or at the end of the text
 * @param closed whether every quoted string and angle bracket ends
 */
record Params(String head, List<String> all, int end, boolean closed) {

    /** Reads the value that begins at {@code from}. */
    static Params of(String text, int from) {
        var parts = new ArrayList<String>();
        int begin = from;
        int at = from;
        char until = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (until != 0) {
                at += c == '\\' && until == '"' ? 1 : 0;
                until = c == until ? 0 : until;
            } else if (c == '"' || c == '<') {
                until = c == '<' ? '>' : '"';
            } else if (c == ',') {
                break;
            } else if (c == ';') {
                parts.add(text.substring(begin, at).strip());
                begin = at + 1;
            }
        }
        int end = Math.min(at, text.length());
        parts.add(text.substring(begin, end).strip());
        return new Params(parts.get(0), List.copyOf(parts.subList(1, parts.size())), end, until == 0);
    }

    /** Every value of the text. */
    static List<Params> list(String text) {
        var values = new ArrayList<Params>();
        for (int at = 0; at <= text.length(); ) {
            var value = of(text, at);
            values.add(value);
            at = value.end() + 1;
        }
        return values;
    }

    /** The values of all parameters of that name, without quotes; empty text for one without a value. */
    List<String> values(String name) {
        var values = new ArrayList<String>(1);
        for (var param : all) {
            if (isNamed(param, name)) {
                values.add(valueOf(param));
            }
        }
        return values;
    }

    /** The first of them. */
    Optional<String> value(String name) {
        for (var param : all) {
            if (isNamed(param, name)) {
                return Optional.of(valueOf(param));
            }
        }
        return Optional.empty();
    }

    private static boolean isNamed(String param, String name) {
        return param.regionMatches(true, 0, name, 0, name.length())
                && nameOf(param).length() == name.length();
    }

    static String nameOf(String param) {
        int equals = param.indexOf('=');
        return equals < 0 ? param : param.substring(0, equals).strip();
    }

    private static String valueOf(String param) {
        int equals = param.indexOf('=');
        var value = equals < 0 ? "" : param.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
