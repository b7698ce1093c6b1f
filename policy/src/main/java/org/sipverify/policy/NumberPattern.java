package org.sipverify.policy;

import java.util.List;
import java.util.regex.Pattern;

/** A number or user name in which {@code *} stands for any characters, or none. */
final class NumberPattern {
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9*]+");

    private final String text;
    private final List<String> pieces;

    private NumberPattern(String text) {
        this.text = text;
        this.pieces = List.of(text.split("\\*", -1));
    }

    /** Reads a pattern. Refuses one that can match nothing because numbers are compared without visual separators. */
    static NumberPattern parse(String text) {
        if (text.startsWith("+") && !INTERNATIONAL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" matches no number: after the + write digits and * only, as in +4420*");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
            throw new IllegalArgumentException("\"" + text + "\" matches no number: leave out the blanks");
        }
        return new NumberPattern(text);
    }

    boolean matches(String number) {
        var head = pieces.get(0);
        var tail = pieces.get(pieces.size() - 1);
        if (pieces.size() == 1) {
            return number.equals(head);
        }
        return number.length() >= head.length() + tail.length()
                && number.startsWith(head)
                && number.endsWith(tail)
                && holdsInOrder(number.substring(head.length(), number.length() - tail.length()));
    }

    private boolean holdsInOrder(String middle) {
        int at = 0;
        for (var piece : pieces.subList(1, pieces.size() - 1)) {
            int found = middle.indexOf(piece, at);
            if (found < 0) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
