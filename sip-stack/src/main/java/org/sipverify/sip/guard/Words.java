package org.sipverify.sip.guard;

import java.util.List;
import java.util.Locale;

/** Whole words to search for in a header field, ignoring case: {@code sipcli} is in "sipcli/1.8", not in "SIPClient". */
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
            boolean inside = at > from && isInWord(bytes[at - 1]);
            if (letter >= 0 && begins[letter] && !inside && isOne(bytes, at, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOne(byte[] bytes, int at, int to) {
        for (var word : words) {
            int end = at + word.length();
            if (Octets.startsWith(bytes, at, to, word) && (end >= to || !isInWord(bytes[end]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInWord(byte octet) {
        int letter = Octets.lower(octet);
        return (letter >= 'a' && letter <= 'z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '_'
                || octet < 0;
    }
}
