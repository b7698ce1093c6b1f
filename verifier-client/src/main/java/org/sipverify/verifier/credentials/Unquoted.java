package org.sipverify.verifier.credentials;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds separators of a SIP header field that stand outside angle brackets and quoted strings (RFC 3261 25.1). */
final class Unquoted {
    private final CharSequence text;
    private final char separator;
    private final List<Integer> found = new ArrayList<>();

    private Unquoted(CharSequence text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** Where the separators are; empty when a bracket or a quote is never closed. */
    static Optional<List<Integer>> positions(CharSequence text, char separator) {
        var scan = new Unquoted(text, separator);
        return scan.run() ? Optional.of(List.copyOf(scan.found)) : Optional.empty();
    }

    private boolean run() {
        int at = 0;
        while (at >= 0 && at < text.length()) {
            at = next(at);
        }
        return at >= 0;
    }

    /** The index after the character, bracket or quoted string that begins here; -1 when it never ends. */
    private int next(int at) {
        char c = text.charAt(at);
        if (c == '<') {
            return after(closingBracket(at + 1));
        }
        if (c == '"') {
            return after(closingQuote(at + 1));
        }
        if (c == separator) {
            found.add(at);
        }
        return at + 1;
    }

    private int closingBracket(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '>') {
            at++;
        }
        return at < text.length() ? at : -1;
    }

    private int closingQuote(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at < text.length() ? at : -1;
    }

    private static int after(int end) {
        return end < 0 ? -1 : end + 1;
    }
}
