package org.sipverify.vcon.privacy;

/** Authentication schemes whose credentials are recognised anywhere (RFC 6750, 7617 and 8760). */
final class AuthSchemes {
    private static final boolean[] LAST = Text.table("rRcCtT");

    /** Whether one may end here; the end of most words says that none does. */
    static boolean mayEnd(Text text, int end) {
        return end > 0 && Text.isOf(LAST, text.at(end - 1));
    }

    /** Whether one whose credentials are one token ends here. */
    static boolean isToken(Text text, int end) {
        return isWord(text, end, "bearer") || isWord(text, end, "basic");
    }

    /** Whether Digest ends here and parameters follow, so that it is more than the word. */
    static boolean isDigest(Text text, int end, int blank) {
        if (!isWord(text, end, "digest")) {
            return false;
        }
        var at = text.afterBlanks(blank);
        while (at < text.length() && Text.isAlphanumeric(text.at(at))) {
            at++;
        }
        at = text.afterBlanks(at);
        return at < text.length() && text.at(at) == '=';
    }

    /** The end of the word before this blank, or before the line end that this blank makes a fold. */
    static int behindWord(Text text, int blank) {
        var end = blank;
        if (end > 0 && text.at(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && text.at(end - 1) == '\r') {
            end--;
        }
        return end;
    }

    private static boolean isWord(Text text, int end, String word) {
        var start = end - word.length();
        return text.endsWith(end, word) && (start == 0 || !Text.isAlphanumeric(text.at(start - 1)));
    }

    private AuthSchemes() {}
}
