package org.sipverify.verifier;

/** Text that is safe to show and to put on one line: no control characters, line separators or half surrogates. */
final class PlainText {
    private PlainText() {}

    static boolean is(String text) {
        return text.codePoints().noneMatch(PlainText::unsafe);
    }

    static String cut(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    static boolean unsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
