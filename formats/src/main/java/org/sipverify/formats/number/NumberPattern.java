package org.sipverify.formats.number;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Numbers or user names, as operators write them: one of them, a pattern in which {@code *} stands for any characters
 * or none, or a range such as {@code +15550000000-+15550009999}, of numbers with as many digits, both ends included.
 * Numbers are strings of digits here: they differ when their lengths do.
 */
public final class NumberPattern {
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9*]+");
    private static final Pattern RANGE = Pattern.compile("(\\+?)([0-9]{1,15})-\\+?([0-9]{1,15})");
    private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9*]*");

    private final String text;
    private final Shape literal;
    private final Shape digits;

    /** What the pattern is, for text of one kind. */
    private interface Shape {
        boolean matches(String number);
    }

    private NumberPattern(String text, Shape literal, Shape digits) {
        this.text = text;
        this.literal = literal;
        this.digits = digits;
    }

    /**
     * Reads a pattern of numbers or user names. Refuses one that can match nothing because numbers are compared without
     * visual separators.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static NumberPattern parse(String text) {
        var range = RANGE.matcher(text);
        if (range.matches()) {
            var digits = new Range(text, range.group(2), range.group(3));
            var plus = range.group(1);
            return new NumberPattern(
                    text,
                    number ->
                            number.startsWith("+") != plus.isEmpty() && digits.matches(TelephoneNumber.digits(number)),
                    digits);
        }
        if (text.startsWith("+") && !INTERNATIONAL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" matches no number: after the + write digits and * only, as in +4420*");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
            throw new IllegalArgumentException("\"" + text + "\" matches no number: leave out the blanks");
        }
        return new NumberPattern(text, new Glob(text), new Glob(TelephoneNumber.digits(text)));
    }

    /**
     * Reads a pattern of telephone numbers alone; the plus signs are optional.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static NumberPattern parseTelephone(String text) {
        boolean range = RANGE.matcher(text).matches();
        var digits = TelephoneNumber.digits(text);
        boolean glob =
                TELEPHONE.matcher(text).matches() && digits.replace("*", "").length() <= 15;
        if (!range && (!glob || digits.isEmpty())) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a telephone number, a pattern such as +1555* or a range such as +1555000-+1555999");
        }
        return parse(text);
    }

    /** Whether the pattern is of this text, character by character: with a plus, only what begins with a plus. */
    public boolean matches(String number) {
        return literal.matches(number);
    }

    /** Whether the pattern is of this telephone number, with or without plus signs; false for anything else. */
    public boolean covers(String number) {
        var without = TelephoneNumber.digits(number);
        return TelephoneNumber.isDigits(without) && digits.matches(without);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    private record Range(String text, String first, String last) implements Shape {
        Range {
            if (first.length() != last.length() || first.compareTo(last) > 0) {
                throw new IllegalArgumentException("\"" + text
                        + "\" is not a range: its ends must have as many digits, and the lower one must come first");
            }
        }

        @Override
        public boolean matches(String digits) {
            return digits.length() == first.length() && digits.compareTo(first) >= 0 && digits.compareTo(last) <= 0;
        }
    }

    private record Glob(List<String> pieces) implements Shape {
        Glob(String text) {
            this(List.of(text.split("\\*", -1)));
        }

        @Override
        public boolean matches(String number) {
            var head = pieces.get(0);
            var tail = pieces.get(pieces.size() - 1);
            if (pieces.size() == 1) {
                return number.equals(head);
            }
            return number.length() >= head.length() + tail.length()
                    && number.startsWith(head)
                    && number.endsWith(tail)
                    && holdsInOrder(number.substring(head.length(), number.length() - tail.length()));
        }

        private boolean holdsInOrder(String middle) {
            int at = 0;
            for (var piece : pieces.subList(1, pieces.size() - 1)) {
                int found = middle.indexOf(piece, at);
                if (found < 0) {
                    return false;
                }
                at = found + piece.length();
            }
            return true;
        }
    }
}
