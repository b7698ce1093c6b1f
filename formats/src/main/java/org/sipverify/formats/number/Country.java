package org.sipverify.formats.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Locale;
import java.util.Optional;

/**
 * A country that has telephone numbers.
 *
 * @param code two letters of ISO 3166-1, such as US
 */
public record Country(String code) {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /**
     * Refuses a country without telephone numbers.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public Country {
        if (!exists(code)) {
            throw new IllegalArgumentException(
                    "must be the two letters of a country (ISO 3166-1), such as US or GB, not \"" + code + "\"");
        }
    }

    /** Whether a country with telephone numbers has these two capital letters. */
    static boolean exists(String code) {
        return NUMBERS.getSupportedRegions().contains(code);
    }

    /**
     * Reads the two letters, in upper or lower case.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Country parse(String text) {
        return new Country(text.toUpperCase(Locale.ROOT));
    }

    /**
     * The country of a number in E.164 form. Of the countries that share a code, such as +1, +7 and +44, it is the one
     * whose numbering plan has the number, or the main one when none has it. Empty for a number without {@code +}, and for
     * one of a code that belongs to no country, such as +800.
     */
    public static Optional<Country> of(String number) {
        if (!number.startsWith("+")) {
            return Optional.empty();
        }
        try {
            var parsed = NUMBERS.parse(number, null);
            return named(NUMBERS.getRegionCodeForNumber(parsed))
                    .or(() -> named(NUMBERS.getRegionCodeForCountryCode(parsed.getCountryCode())));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Country> named(String region) {
        return Optional.ofNullable(region).filter(Country::exists).map(Country::new);
    }

    /** The two letters. */
    @Override
    public String toString() {
        return code;
    }
}
