package org.sipverify.index;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A number that a call must have, as caller or as callee. Separators do not matter, and a {@code +} only where one is given.
 *
 * @param text what is left without separators; not empty
 */
public record NumberMatch(Kind kind, String text) {
    private static final int LONGEST = 128;
    private static final Pattern SEPARATED = Pattern.compile("\\+?[0-9 ().-]*");
    private static final Pattern SEPARATORS = Pattern.compile("[ ().-]");
    /** Comes after every text that goes on: the last character of all. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /** Which part of the number is given. */
    public enum Kind {
        WHOLE,
        START,
        END;

        List<String> columns() {
            return switch (this) {
                case START -> List.of("caller", "callee");
                case WHOLE, END -> List.of("caller_reversed", "callee_reversed");
            };
        }
    }

    /** A piece of an index: all from {@code from} on, and before {@code to}. */
    record Range(String from, String to) {}

    /** Takes the separators out of what has digits only; a name stays as it is. */
    public NumberMatch {
        if (SEPARATED.matcher(text).matches()) {
            text = SEPARATORS.matcher(text).replaceAll("");
        }
        if (!isOne(text)) {
            throw new IllegalArgumentException(
                    "must be a number, or a part of one, of at most " + LONGEST + " characters");
        }
    }

    /** Whether a text without separators can be searched for. */
    public static boolean isOne(String text) {
        return !text.isEmpty() && !text.equals("+") && text.length() <= LONGEST;
    }

    /** Whether an index has it: numbers are indexed backwards. */
    boolean isIndexed() {
        return kind != Kind.START;
    }

    /** The ranges that match, the same in each column. */
    List<Range> ranges() {
        return switch (kind) {
            case WHOLE ->
                spellings()
                        .map(NumberMatch::reversed)
                        .map(it -> new Range(it, it))
                        .toList();
            case START -> spellings().map(it -> new Range(it, it + LAST)).toList();
            case END -> {
                var end = reversed(text);
                yield List.of(new Range(end, end + LAST));
            }
        };
    }

    private Stream<String> spellings() {
        boolean isNumber = text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Stream.of(text, "+" + text) : Stream.of(text);
    }

    static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
