package org.sipverify.formats.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Suggests what an unknown word may have meant. */
public final class Spelling {
    private Spelling() {}

    /** The closest known word; empty when none is close. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** {@code unknown <what>; did you mean x?}, or the known words when none is close. */
    public static String unknown(String what, String word, Collection<String> known) {
        return "unknown " + what
                + nearest(word, known)
                        .map(candidate -> "; did you mean " + candidate + "?")
                        .orElse("; known are " + String.join(", ", known));
    }

    /** Words in a sentence, as in {@code a, b or c}. */
    public static String listed(List<String> words, String conjunction) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " " + conjunction + " " + words.get(last);
    }

    /** The Levenshtein distance: how many letters to insert, delete or replace. */
    public static int distance(String a, String b) {
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
