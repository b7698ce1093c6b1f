package org.sipverify.formats.number;

import java.util.Optional;

/**
 * How numbers without {@code +} are completed: all of them are national numbers of one country (RFC 8224 section 8.3).
 *
 * @param countryCode one to three digits; empty when the country is not known
 * @param nationalLength number of digits of a national number without trunk prefix; 0 when it varies. In North America,
 *     country code 1, it is always ten
 * @param trunkPrefix the digits dialled before a national number; empty when there are none
 */
public record NumberingPlan(String countryCode, int nationalLength, String trunkPrefix) {
    /** No country: a number of 10 to 15 digits counts as complete. */
    public static final NumberingPlan UNKNOWN = new NumberingPlan("", 0, "");

    private static final String NORTH_AMERICA = "1";
    private static final int NORTH_AMERICAN_LENGTH = 10;
    private static final String ACCESS_CODE = "00";
    /** Country code and number together; fewer digits are a short code. */
    private static final int SHORTEST = 7;

    private static final int LONGEST = 15;
    /** Digits that make a number complete when nothing else is known about it. */
    private static final int COMPLETE = 10;

    /** Rejects values that are not possible. */
    public NumberingPlan {
        if (countryCode.length() > 3 || countryCode.startsWith("0") || !areDigits(countryCode)) {
            throw new IllegalArgumentException("must be one to three digits without + or 00, not " + countryCode);
        }
        int longest = LONGEST - Math.max(1, countryCode.length());
        if (nationalLength < 0 || nationalLength > longest) {
            throw new IllegalArgumentException("must be 0 to " + longest + ", not " + nationalLength);
        }
        if (trunkPrefix.length() > 4 || !areDigits(trunkPrefix)) {
            throw new IllegalArgumentException("must be up to four digits, not " + trunkPrefix);
        }
        if (nationalLength == 0 && countryCode.equals(NORTH_AMERICA)) {
            nationalLength = NORTH_AMERICAN_LENGTH;
        }
    }

    /** The dialled number with its country code; empty when it is a short code, or not known to be complete. */
    Optional<String> complete(String dialled) {
        if (!areDigits(dialled)) {
            return Optional.empty();
        }
        if (countryCode.isEmpty()) {
            return Optional.of(dialled).filter(number -> isWhole(number) && number.length() >= COMPLETE);
        }
        if (dialled.startsWith(ACCESS_CODE)) {
            return Optional.of(dialled.substring(ACCESS_CODE.length())).filter(NumberingPlan::isWhole);
        }
        return afterTrunkPrefix(dialled).or(() -> national(dialled).filter(it -> !mustHaveTrunkPrefix(dialled)));
    }

    /** Whether the digits can be a number of the country they begin with; true for countries without a known rule. */
    boolean isPossible(String digits) {
        boolean northAmerican = digits.startsWith(NORTH_AMERICA);
        boolean ours = nationalLength > 0 && digits.startsWith(countryCode);
        return isWhole(digits)
                && (!northAmerican || digits.length() == NORTH_AMERICA.length() + NORTH_AMERICAN_LENGTH)
                && (!ours || digits.length() == countryCode.length() + nationalLength);
    }

    private Optional<String> afterTrunkPrefix(String dialled) {
        if (trunkPrefix.isEmpty() || !dialled.startsWith(trunkPrefix)) {
            return Optional.empty();
        }
        var number = dialled.substring(trunkPrefix.length());
        boolean good = nationalLength > 0 ? number.length() == nationalLength : !number.startsWith("0");
        return Optional.of(countryCode + number).filter(it -> good && isWhole(it));
    }

    /** Where the trunk prefix is 0 no national number begins with it. */
    private boolean mustHaveTrunkPrefix(String dialled) {
        return dialled.startsWith("0") && trunkPrefix.startsWith("0");
    }

    /** Without a known length, a number that begins with the country code is taken to have it already. */
    private Optional<String> national(String number) {
        if (nationalLength == 0) {
            var whole = number.startsWith(countryCode) ? number : countryCode + number;
            return Optional.of(whole).filter(it -> number.length() >= COMPLETE && isWhole(it));
        }
        if (number.length() == nationalLength) {
            return Optional.of(countryCode + number);
        }
        return Optional.of(number)
                .filter(it -> it.startsWith(countryCode) && it.length() == countryCode.length() + nationalLength);
    }

    private static boolean isWhole(String number) {
        return number.length() >= SHORTEST && number.length() <= LONGEST && !number.startsWith("0");
    }

    private static boolean areDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
