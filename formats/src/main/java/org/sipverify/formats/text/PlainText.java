package org.sipverify.formats.text;

/** Text that is safe to show and to put on one line: no control characters, line separators or half surrogates. */
public final class PlainText {
    private static final char DELETE = 0x7F;

    private PlainText() {}

    /** Whether the text holds none of these. */
    public static boolean is(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c >= ' ' && c < DELETE) { // most text is nothing else
                at++;
            } else {
                int codePoint = text.codePointAt(at);
                if (unsafe(codePoint)) {
                    return false;
                }
                at += Character.charCount(codePoint);
            }
        }
        return true;
    }

    /** The beginning of the text, at most the given number of Unicode characters; never half of one. */
    public static String cut(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    /** Replaces each run of these by a space, so that a log line or a message cannot be forged. */
    public static String onOneLine(String text) {
        if (is(text)) {
            return text;
        }
        var line = new StringBuilder(text.length());
        boolean inRun = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            if (!unsafe(c)) {
                line.appendCodePoint(c);
            } else if (!inRun) {
                line.append(' ');
            }
            inRun = unsafe(c);
        }
        return line.toString();
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
