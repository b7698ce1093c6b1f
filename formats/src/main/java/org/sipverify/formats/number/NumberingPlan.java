package org.sipverify.formats.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/**
 * How numbers without {@code +} are completed: by the dialling rules of one region (RFC 8224 section 8.3). The rules of
 * all regions are those of libphonenumber.
 *
 * @param region two letters of ISO 3166-1, such as US; empty when none is known, and then nothing is completed
 * @param maxDigits how many digits a number may have after its {@code +}. E.164 allows 15; national portability prefixes
 *     make it longer
 */
public record NumberingPlan(String region, int maxDigits) {
    /** Digits of the longest number of ITU-T E.164. */
    public static final int E164_DIGITS = 15;
    /** Digits of the longest text that is taken for a number. */
    public static final int MAX_DIGITS = 20;

    /** No region: numbers without {@code +} stay as they are. */
    public static final NumberingPlan UNKNOWN = new NumberingPlan("", E164_DIGITS);

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String ACCESS_CODE = "00";
    private static final int NORTH_AMERICA = 1;

    /**
     * Refuses a region that does not exist, and an impossible limit.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public NumberingPlan {
        if (!region.isEmpty() && !Country.exists(region)) {
            throw new IllegalArgumentException(
                    "must be the two capital letters of a country (ISO 3166-1), such as US or " + "GB, not " + region);
        }
        if (maxDigits < E164_DIGITS || maxDigits > MAX_DIGITS) {
            throw new IllegalArgumentException("must be " + E164_DIGITS + " to " + MAX_DIGITS + ", not " + maxDigits);
        }
    }

    /** The same plan in another region. */
    public NumberingPlan in(String other) {
        return new NumberingPlan(other, maxDigits);
    }

    /**
     * The main region of a country code: US of 1, GB of 44.
     *
     * @throws IllegalArgumentException when no country has it
     */
    public static String mainRegion(String countryCode) {
        if (countryCode.matches("[1-9][0-9]{0,2}")) {
            var region = NUMBERS.getRegionCodeForCountryCode(Integer.parseInt(countryCode));
            if (Country.exists(region)) {
                return region;
            }
        }
        throw new IllegalArgumentException(
                "must be the code of a country without + or 00, such as 44, not " + countryCode);
    }

    /** Whether this is a whole number: {@code +} and not too many digits. */
    public boolean isWhole(String number) {
        return number.length() <= maxDigits + 1 && number.startsWith("+") && TelephoneNumber.areDigits(number, 1);
    }

    /** The number in E.164 form of what is dialled in the region; empty when it is not known to be complete. */
    Optional<String> complete(String dialled) {
        if (region.isEmpty() || !TelephoneNumber.isDigits(dialled)) {
            return Optional.empty();
        }
        return behindAccessCode(dialled).or(() -> parsed(dialled)
                .filter(number -> isPossible(number) && isDialledWhole(dialled, number))
                .map(NumberingPlan::e164));
    }

    /** Carriers write 00 before a country code also where callers dial another access code. */
    private Optional<String> behindAccessCode(String dialled) {
        return Optional.of(dialled)
                .filter(it -> it.startsWith(ACCESS_CODE))
                .flatMap(it -> parsed("+" + it.substring(ACCESS_CODE.length())))
                .filter(NUMBERS::isValidNumber)
                .map(NumberingPlan::e164);
    }

    /** The number in E.164 form of a country code and what follows it; empty when no such number is possible. */
    Optional<String> inContext(String digits) {
        var number = "+" + digits;
        return parsed(number)
                .filter(NumberingPlan::isPossible)
                .map(NumberingPlan::e164)
                .filter(number::equals);
    }

    private Optional<PhoneNumber> parsed(String text) {
        try {
            return Optional.of(NUMBERS.parse(text, region.isEmpty() ? null : region));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    /**
     * By its length, so that numbers not assigned yet are possible too. A zero or, in North America, a one at the
     * beginning of the significant number is mostly a prefix too many.
     */
    private static boolean isPossible(PhoneNumber number) {
        var first = NUMBERS.getNationalSignificantNumber(number).charAt(0);
        boolean doubtful = first == '0' || (first == '1' && number.getCountryCode() == NORTH_AMERICA);
        return NUMBERS.isValidNumber(number)
                || (!doubtful && NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE);
    }

    /** Where a number is dialled with a prefix, as in 020 7946 0000, the digits without it may mean something else. */
    private static boolean isDialledWhole(String dialled, PhoneNumber number) {
        return !dialled.equals(NUMBERS.getNationalSignificantNumber(number))
                || dialled.equals(
                        NUMBERS.format(number, PhoneNumberFormat.NATIONAL).replaceAll("[^0-9]", ""));
    }

    private static String e164(PhoneNumber number) {
        return NUMBERS.format(number, PhoneNumberFormat.E164);
    }
}
