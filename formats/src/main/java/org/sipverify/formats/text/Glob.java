package org.sipverify.formats.text;

import java.util.List;
import java.util.Locale;

/** Text as operators write it, in which {@code *} stands for any characters or none. */
public final class Glob {
    private final String text;
    private final List<String> pieces;
    private final boolean anyCase;

    private Glob(String text, boolean anyCase) {
        this.text = text;
        this.pieces = List.of((anyCase ? text.toLowerCase(Locale.ROOT) : text).split("\\*", -1));
        this.anyCase = anyCase;
    }

    /** Upper and lower case differ. */
    public static Glob of(String text) {
        return new Glob(text, false);
    }

    /** Upper and lower case are the same. */
    public static Glob ofAnyCase(String text) {
        return new Glob(text, true);
    }

    /** Whether the whole text matches. */
    public boolean matches(String candidate) {
        var it = anyCase ? candidate.toLowerCase(Locale.ROOT) : candidate;
        var head = pieces.get(0);
        var tail = pieces.get(pieces.size() - 1);
        if (pieces.size() == 1) {
            return it.equals(head);
        }
        return it.length() >= head.length() + tail.length()
                && it.startsWith(head)
                && it.endsWith(tail)
                && holdsInOrder(it.substring(head.length(), it.length() - tail.length()));
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

    /** Whether all that the other matches is matched by this one: each of its stars falls to one of these. */
    public boolean includes(Glob other) {
        return (anyCase || !other.anyCase) && matches(other.text);
    }

    /** Whether it has no star, so that it matches one text. */
    public boolean isExact() {
        return pieces.size() == 1;
    }

    /** Whether it matches every text that begins with {@link #head}. */
    public boolean isBeginning() {
        return pieces.size() == 2 && pieces.get(1).isEmpty();
    }

    /** What stands before the first star. */
    public String head() {
        return pieces.get(0);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
