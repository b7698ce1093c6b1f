package org.sipverify.policy.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.sipverify.formats.number.NumberPattern;

/**
 * Many patterns, asked at once. Whole numbers are searched in a sorted array and beginnings such as {@code +4420*} in a
 * tree, so that a hundred thousand of either cost no more than twenty comparisons; only other patterns are tried one by
 * one. Immutable.
 */
public final class NumberSet {
    /** Digits that fit into a long behind a leading 1, which keeps zeros at the beginning apart. */
    private static final int LONGEST_KEY = 18;

    private static final long NO_KEY = 0;

    private final long[] numbers;
    private final Set<String> names;
    private final NavigableSet<String> beginnings;
    private final List<NumberPattern> others;

    private NumberSet(long[] numbers, Set<String> names, NavigableSet<String> beginnings, List<NumberPattern> others) {
        this.numbers = numbers;
        this.names = names;
        this.beginnings = beginnings;
        this.others = others;
    }

    /** These patterns. */
    public static NumberSet of(List<NumberPattern> patterns) {
        var builder = new Builder();
        patterns.forEach(builder::add);
        return builder.build();
    }

    /** Whether one of the patterns matches, as {@link NumberPattern#matches} does. */
    public boolean matches(String number) {
        long key = key(number);
        return (key == NO_KEY ? names.contains(number) : Arrays.binarySearch(numbers, key) >= 0)
                || hasBeginning(number)
                || others.stream().anyMatch(pattern -> pattern.matches(number));
    }

    /** No beginning begins with another, so the greatest that is not after the number is the only candidate. */
    private boolean hasBeginning(String number) {
        var candidate = beginnings.floor(number);
        return candidate != null && number.startsWith(candidate);
    }

    /** How many patterns are tried one by one. */
    int others() {
        return others.size();
    }

    /** Digits with {@code +} as a positive number, without as a negative one; other text has none. */
    private static long key(String number) {
        boolean plus = number.startsWith("+");
        int start = plus ? 1 : 0;
        if (number.length() == start || number.length() > LONGEST_KEY + start) {
            return NO_KEY;
        }
        long key = 1;
        for (int i = start; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c < '0' || c > '9') {
                return NO_KEY;
            }
            key = 10 * key + (c - '0');
        }
        return plus ? key : -key;
    }

    /** Takes one pattern after the other; of a whole number it keeps eight bytes. */
    public static final class Builder {
        private final Set<String> names = new HashSet<>();
        private final NavigableSet<String> beginnings = new TreeSet<>();
        private final List<NumberPattern> others = new ArrayList<>();
        private long[] numbers = new long[16];
        private int size;

        /**
         * Reads one pattern and adds it; a number with plus, as most lists have them, takes a short way.
         *
         * @throws IllegalArgumentException as {@link NumberPattern#parse}
         */
        public void add(String text) {
            if (text.startsWith("+") && key(text) != NO_KEY) {
                exact(text);
            } else {
                add(NumberPattern.parse(text));
            }
        }

        /** Adds one pattern. */
        public void add(NumberPattern pattern) {
            var globs = pattern.globs();
            if (globs.isEmpty() || !globs.stream().allMatch(glob -> glob.isExact() || glob.isBeginning())) {
                others.add(pattern);
                return;
            }
            for (var glob : globs) {
                if (glob.isBeginning()) {
                    beginnings.add(glob.head());
                } else {
                    exact(glob.head());
                }
            }
        }

        private void exact(String number) {
            long key = key(number);
            if (key == NO_KEY) {
                names.add(number);
                return;
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = key;
        }

        /** All of them. */
        public NumberSet build() {
            var sorted = Arrays.copyOf(numbers, size);
            Arrays.sort(sorted);
            return new NumberSet(sorted, Set.copyOf(names), shortest(), List.copyOf(others));
        }

        /** Without those that begin with another. */
        private NavigableSet<String> shortest() {
            var kept = new TreeSet<String>();
            for (var beginning : beginnings) {
                var before = kept.floor(beginning);
                if (before == null || !beginning.startsWith(before)) {
                    kept.add(beginning);
                }
            }
            return kept;
        }
    }
}
