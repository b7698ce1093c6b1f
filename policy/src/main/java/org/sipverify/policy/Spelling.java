package org.sipverify.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What the operator may have meant by a word that is not known. */
final class Spelling {
    private Spelling() {}

    /** {@code unknown <what>; did you mean x?}, or the words to choose from when none is near. */
    static String unknown(String what, String word, Collection<String> known) {
        var near = known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
        return "unknown " + what
                + near.map(candidate -> "; did you mean " + candidate + "?")
                        .orElse("; known are " + String.join(", ", known));
    }

    /** Levenshtein's: how many letters to insert, leave out or replace. */
    private static int distance(String a, String b) {
        int[] above = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
