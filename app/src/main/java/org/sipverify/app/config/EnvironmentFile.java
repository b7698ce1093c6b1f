package org.sipverify.app.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables of an environment file as systemd reads it (systemd.exec(5), EnvironmentFile): comments begin a line with
 * {@code #} or {@code ;}, blanks around a value are dropped unless it is in quotes, a backslash joins lines.
 */
final class EnvironmentFile {
    private static final String ESCAPED_IN_QUOTES = "\"\\`$";

    private final String text;
    private int at;

    private EnvironmentFile(String text) {
        this.text = text;
    }

    /** The variables in the order of the file; of two with one name the last counts. */
    static Map<String, String> parse(String text) {
        return new EnvironmentFile(text).variables();
    }

    private Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        while (skipBlank()) {
            if (text.charAt(at) == '#' || text.charAt(at) == ';') {
                skipLine();
                continue;
            }
            int start = at;
            while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != '\n') {
                at++;
            }
            var name = text.substring(start, at).stripTrailing();
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
                variables.put(name, value());
            }
        }
        return variables;
    }

    private boolean skipBlank() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    /** Up to the end of the line; ends before its line feed. Quotes count only before the first character outside them. */
    private String value() {
        var value = new StringBuilder();
        int end = 0;
        boolean plain = false;
        for (; at < text.length() && text.charAt(at) != '\n'; at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
                plain = true;
                if (at < text.length() && text.charAt(at) != '\n') {
                    value.append(text.charAt(at));
                }
                end = value.length();
            } else if (!plain && (c == '"' || c == '\'')) {
                quoted(c, value);
                end = value.length();
            } else if (plain || !isBlank(c)) {
                plain = true;
                value.append(c);
                end = isBlank(c) ? end : value.length();
            }
        }
        return value.substring(0, end);
    }

    /** Ends at the closing quote. */
    private void quoted(char quote, StringBuilder value) {
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote == '"' && at + 1 < text.length()) {
                char next = text.charAt(++at);
                value.append(ESCAPED_IN_QUOTES.indexOf(next) >= 0 ? "" : next == '\n' ? "" : "\\");
                value.append(next == '\n' ? "" : next);
            } else {
                value.append(c);
            }
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
