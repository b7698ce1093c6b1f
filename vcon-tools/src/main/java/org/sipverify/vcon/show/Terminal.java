package org.sipverify.vcon.show;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * Text from a file on a terminal: it can neither move the cursor, nor turn the reading direction, nor break a column.
 */
public final class Terminal {
    private static final Set<UnicodeScript> WIDE = Set.of(
            UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL, UnicodeScript.YI);

    private Terminal() {}

    /** The text with everything but visible characters written as {@code \}{@code u202e} or {@code \n}. */
    public static String safe(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /** The same for JSON over several lines, which stays JSON. */
    public static String safeJson(String json) {
        var safe = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c == '\n' || isVisible(c)) {
                safe.appendCodePoint(c);
            } else {
                for (var unit : Character.toChars(c)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return safe.toString();
    }

    private static void append(StringBuilder safe, int c) {
        switch (c) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> {
                if (isVisible(c)) {
                    safe.appendCodePoint(c);
                } else {
                    safe.append(String.format(c > 0xffff ? "\\u{%x}" : "\\u%04x", c));
                }
            }
        }
    }

    /** Also a space; not what formats text, such as the marks that turn its direction. */
    static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Columns that safe text takes. */
    public static int width(String text) {
        return text.codePoints().map(Terminal::width).sum();
    }

    private static int width(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    private static boolean isWide(int c) {
        return WIDE.contains(UnicodeScript.of(c))
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x3000 && c <= 0x303e)
                || (c >= 0xff01 && c <= 0xff60);
    }

    /** Made safe, and cut to this many columns where it is longer. */
    public static String cut(String text, int columns) {
        var safe = safe(text);
        if (width(safe) <= columns) {
            return safe;
        }
        var cut = new StringBuilder();
        var used = 0;
        for (var c : safe.codePoints().toArray()) {
            used += width(c);
            if (used > columns - 1) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return columns < 1 ? "" : cut + "…";
    }

    /** Cut, and filled with spaces where it is shorter. */
    public static String fit(String text, int columns) {
        var cut = cut(text, columns);
        return cut + " ".repeat(Math.max(0, columns - width(cut)));
    }
}
