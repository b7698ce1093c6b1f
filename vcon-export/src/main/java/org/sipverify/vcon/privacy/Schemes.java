package org.sipverify.vcon.privacy;

import java.util.List;
import java.util.Locale;

/** Schemes of URIs that have a user without having an authority. */
final class Schemes {
    private static final List<String> WORDS =
            List.of("pres", "im", "xmpp", "turn", "turns", "stun", "stuns", "h323", "iax", "iax2", "mailto", "acct");

    /** Most words before a colon are known by their last letter to be none of them. */
    private static final String[][] BY_LAST_LETTER = byLastLetter();

    /**
     * Where the scheme begins that ends before this colon; -1 when there is none. It may be attached to the end of a
     * word.
     */
    static int before(Text text, int colon) {
        var last = colon > 0 ? text.at(colon - 1) : 0;
        if (last >= BY_LAST_LETTER.length) {
            return -1;
        }
        if (text.endsWith(colon, "sip")) {
            return colon - "sip".length();
        }
        if (text.endsWith(colon, "sips")) {
            return colon - "sips".length();
        }
        for (var word : BY_LAST_LETTER[last]) {
            if (text.endsWith(colon, word) && start(text, colon) == colon - word.length()) {
                return colon - word.length();
            }
        }
        return -1;
    }

    /** Where the word before this colon begins (RFC 3986 section 3.1). */
    static int start(Text text, int colon) {
        var start = colon;
        while (start > 0 && (Text.isAlphanumeric(text.at(start - 1)) || "+-.".indexOf(text.at(start - 1)) >= 0)) {
            start--;
        }
        return start;
    }

    private static String[][] byLastLetter() {
        var lists = new String[128][];
        for (var letter = 0; letter < lists.length; letter++) {
            var last = String.valueOf((char) letter).toLowerCase(Locale.ROOT);
            lists[letter] = WORDS.stream().filter(word -> word.endsWith(last)).toArray(String[]::new);
        }
        return lists;
    }

    private Schemes() {}
}
