package org.sipverify.formats.number;

import java.util.List;
import java.util.regex.Pattern;
import org.sipverify.formats.text.Glob;

/**
 * Numbers or user names, as operators write them: one of them, a pattern in which {@code *} stands for any characters or
 * none, or a range such as {@code +15550000000-+15550009999}, of numbers with as many digits, both ends included. Numbers
 * are strings of digits here: they differ when their lengths do.
 */
public final class NumberPattern {
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9*]+");
    private static final Pattern RANGE = Pattern.compile("(\\+?)([0-9]{1,20})-\\+?([0-9]{1,20})");
    private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9*]*");
    /** Without plus, and yet a whole number or its beginning; shorter ones may be extensions, short codes, trunk codes. */
    private static final Pattern MEANT =
            Pattern.compile("(?:00(?=[1-9])|(?=[1-9][0-9]{7}|[1-9][0-9]{3,}\\*))([0-9*]+)");

    private static final Shape NOTHING = number -> false;

    private final String text;
    private final Shape literal;
    private final Shape digits;
    private final Shape meant;
    private final List<Glob> globs;

    /** The kinds of pattern. */
    private interface Shape {
        boolean matches(String number);
    }

    private NumberPattern(String text, Shape literal, Shape digits, Shape meant, List<Glob> globs) {
        this.text = text;
        this.literal = literal;
        this.digits = digits;
        this.meant = meant;
        this.globs = globs;
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
                    digits,
                    MEANT.matcher(range.group(2)).matches() ? digits : NOTHING,
                    List.of());
        }
        if (text.startsWith("+") && !INTERNATIONAL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" matches no number: after the + write digits and * only, as in +4420*");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
            throw new IllegalArgumentException("\"" + text + "\" matches no number: leave out the blanks");
        }
        var meant = MEANT.matcher(text);
        boolean isMeant = meant.matches();
        var literal = Glob.of(text);
        return new NumberPattern(
                text,
                literal::matches,
                Glob.of(TelephoneNumber.digits(text))::matches,
                isMeant ? Glob.of(meant.group(1))::matches : NOTHING,
                isMeant ? List.of(literal, Glob.of("+" + meant.group(1))) : List.of(literal));
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
                TELEPHONE.matcher(text).matches() && digits.replace("*", "").length() <= NumberingPlan.MAX_DIGITS;
        if (!range && (!glob || digits.isEmpty())) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a telephone number, a pattern such as +1555* or a range such as +1555000-+1555999");
        }
        return parse(text);
    }

    /**
     * Whether this text matches, character by character. A pattern without plus that is long enough to be an
     * international number, such as {@code 15551234567}, {@code 4420*} or {@code 0044*}, also matches the number with plus.
     */
    public boolean matches(String number) {
        return literal.matches(number) || (number.startsWith("+") && meant.matches(TelephoneNumber.digits(number)));
    }

    /** Whether this telephone number matches, with or without plus signs; false for anything else. */
    public boolean covers(String number) {
        var without = TelephoneNumber.digits(number);
        return TelephoneNumber.isDigits(without) && digits.matches(without);
    }

    /** What it means to {@link #matches}: a number that one of these matches; of a range, there are none. */
    public List<Glob> globs() {
        return globs;
    }

    /** Whether it certainly matches all that the other matches. */
    public boolean includes(NumberPattern other) {
        return text.equals(other.text)
                || (!other.globs.isEmpty()
                        && other.globs.stream().allMatch(its -> globs.stream().anyMatch(glob -> glob.includes(its))));
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberPattern it && it.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
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
}
