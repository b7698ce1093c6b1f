package org.sipverify.verifier.pinned;

import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.verifier.text.TelephoneNumber;

/** Telephone numbers somebody may use. Numbers are strings of digits here: they differ when their lengths do. */
sealed interface NumberPattern {
    Pattern RANGE = Pattern.compile("\\+?([0-9]{1,15})-\\+?([0-9]{1,15})");
    Pattern PREFIX = Pattern.compile("\\+?([0-9]{0,15})\\*");

    /** Whether it covers a number, with or without {@code +}. */
    default boolean covers(String number) {
        var digits = TelephoneNumber.digits(number);
        return TelephoneNumber.isDigits(digits) && coversDigits(digits);
    }

    /** As {@link #covers}, for digits alone. */
    boolean coversDigits(String digits);

    /** All numbers between two of the same length, both included. */
    record Range(String first, String last) implements NumberPattern {
        public Range {
            if (first.length() != last.length() || first.compareTo(last) > 0) {
                throw new IllegalArgumentException("not a range");
            }
        }

        @Override
        public boolean coversDigits(String digits) {
            return digits.length() == first.length() && digits.compareTo(first) >= 0 && digits.compareTo(last) <= 0;
        }
    }

    /** All numbers that begin with some digits, however long. */
    record Prefix(String digits) implements NumberPattern {
        @Override
        public boolean coversDigits(String number) {
            return number.startsWith(digits);
        }
    }

    /** Reads {@code +15551234567}, {@code +1555*} or {@code +15550000000-+15550009999}; plus signs are optional. */
    static Optional<NumberPattern> parse(String text) {
        var range = RANGE.matcher(text);
        var prefix = PREFIX.matcher(text);
        try {
            if (prefix.matches()) {
                return Optional.of(new Prefix(prefix.group(1)));
            }
            if (range.matches()) {
                return Optional.of(new Range(range.group(1), range.group(2)));
            }
            var digits = TelephoneNumber.digits(text);
            return TelephoneNumber.isDigits(digits) ? Optional.of(new Range(digits, digits)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
