package org.sipverify.sip.guard;

import java.util.List;
import java.util.Locale;

/** Words to search for in a header field, ignoring case. */
public final class Words {
    private final String[] words;
    private final boolean[] begins = new boolean[128];

    /** @param words in ASCII */
    public Words(List<String> words) {
        this.words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toArray(String[]::new);
        for (var word : this.words) {
            begins[word.charAt(0)] = true; // most letters start no word, so the search costs one check per letter
        }
    }

    boolean in(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            int letter = Octets.lower(bytes[at]);
            if (letter >= 0 && begins[letter] && beginsOne(bytes, at, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsOne(byte[] bytes, int at, int to) {
        for (var word : words) {
            if (Octets.startsWith(bytes, at, to, word)) {
                return true;
            }
        }
        return false;
    }
}
