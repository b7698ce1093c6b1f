package org.sipverify.vcon.privacy;

import java.util.Arrays;

/** A text that is read one character at a time, so that a test can count how often each is read. */
class Text {
    /** What something may be found behind. */
    private static final boolean[] MARKS = table(":= \t%\\/");

    private final char[] characters;

    Text(String characters) {
        this.characters = characters.toCharArray();
    }

    /** So many octets, each as one character. */
    Text(byte[] octets, int length) {
        characters = new char[length];
        for (var i = 0; i < length; i++) {
            characters[i] = (char) (octets[i] & 0xff);
        }
    }

    char at(int index) {
        return characters[index];
    }

    final int length() {
        return characters.length;
    }

    final String part(int from, int to) {
        return new String(characters, from, to - from);
    }

    final boolean isSame(int from, Text other, int otherFrom, int length) {
        return Arrays.equals(characters, from, from + length, other.characters, otherFrom, otherFrom + length);
    }

    /** What was decoded from this text, to be searched as well. */
    Text inside(String decoded) {
        return new Text(decoded);
    }

    /** Whether these letters, given in lower case, are just before here. */
    final boolean endsWith(int end, String lower) {
        var from = end - lower.length();
        if (from < 0) {
            return false;
        }
        for (var i = lower.length() - 1; i >= 0; i--) {
            if (lower(at(from + i)) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The end of this line. Header fields may be folded (RFC 3261 section 7.3.1): a blank continues the line. */
    final int endOfLine(int from) {
        var at = from;
        while (at < length() && (!isLineEnd(at(at)) || isFold(at))) {
            at++;
        }
        return at;
    }

    /** Behind the characters that begin here and are in this table. */
    final int behind(int from, boolean[] table) {
        var at = from;
        while (at < length() && isOf(table, at(at))) {
            at++;
        }
        return at;
    }

    /** Behind the blanks and folds that begin here. */
    final int afterBlanks(int from) {
        var at = from;
        while (at < length() && (isBlank(at(at)) || isFold(at))) {
            at++;
        }
        return at;
    }

    /** Before the blanks and folds that end here. */
    final int beforeBlanks(int end) {
        var at = end;
        while (at > 0 && (isBlank(at(at - 1)) || isFold(at - 1))) {
            at--;
        }
        return at;
    }

    /** Whether a port is here, because hosts can have any name. */
    final boolean isPort(int from) {
        var at = from;
        while (at < length() && isDigit(at(at))) {
            at++;
        }
        return at > from && (at == length() || ";,> \t\r\n".indexOf(at(at)) >= 0);
    }

    /** Whether a line end is here after which the line continues: CR and LF, together or alone. */
    final boolean isFold(int at) {
        if (at >= length() || !isLineEnd(at(at))) {
            return false;
        }
        var next = at(at) == '\r' && at + 1 < length() && at(at + 1) == '\n' ? at + 2 : at + 1;
        return next < length() && isBlank(at(next));
    }

    /** Checks in one step whether a character is one of these. */
    static boolean[] table(String characters) {
        var table = new boolean[128];
        characters.chars().forEach(c -> table[c] = true);
        return table;
    }

    static boolean isOf(boolean[] table, char c) {
        return c < table.length && table[c];
    }

    /** Most texts of a vCon are short words, in which nothing can be found: no mark, and no base64 of any length. */
    static boolean isHarmless(String text) {
        var run = 0;
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            run = Base64Run.has(c) ? run + 1 : 0;
            if (run == Base64Run.SHORTEST || isOf(MARKS, c)) {
                return false;
            }
        }
        return true;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isLineEnd(char c) {
        return c == '\r' || c == '\n';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
