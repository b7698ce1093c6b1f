package org.sipverify.formats.text;

/** Text that is safe to show and to put on one line: no control characters, line separators or half surrogates. */
public final class PlainText {
    private PlainText() {}

    /** Whether the text holds none of these. */
    public static boolean is(String text) {
        return text.codePoints().noneMatch(PlainText::unsafe);
    }

    /** The beginning of the text, at most so many characters of Unicode; never half of one. */
    public static String cut(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    /** Whether a character is one of these. */
    public static boolean unsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
