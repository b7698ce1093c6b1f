package org.sipverify.formats.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbering plans of the world, by libphonenumber's own example numbers. */
class NumberingPlanTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    @Test
    void everyExampleNumberBecomesE164InItsRegion() {
        var regions = new TreeSet<String>();
        var wrong = new ArrayList<String>();
        var rows = 0;
        for (var region : NUMBERS.getSupportedRegions()) {
            var plan = new NumberingPlan(region, 15);
            for (var type : PhoneNumberType.values()) {
                var number = NUMBERS.getExampleNumberForType(region, type);
                if (number == null) {
                    continue;
                }
                regions.add(region);
                for (var dialled : dialled(number)) {
                    rows++;
                    check(region + " " + type, dialled, plan, e164(number), wrong);
                }
            }
        }

        assertEquals(List.of(), wrong);
        assertTrue(regions.size() > 200 && rows > 3_000, regions.size() + " regions, " + rows + " rows");
    }

    /** National and international, with and without visual separators. */
    private static List<String> dialled(PhoneNumber number) {
        var national = NUMBERS.format(number, PhoneNumberFormat.NATIONAL);
        var international = NUMBERS.format(number, PhoneNumberFormat.INTERNATIONAL);
        return List.of(digits(national), international.replaceAll("[^-. ()0-9+]", ""), "00" + digits(e164(number)));
    }

    private static void check(String row, String dialled, NumberingPlan plan, String expected, List<String> wrong) {
        var found = TelephoneNumber.canonical(dialled, plan);
        if (!found.equals(expected)) {
            wrong.add(row + ": " + dialled + " became " + found + ", not " + expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "US", "GB", "IT", "RU", "DE", "BR", "IN"})
    void randomDigitsNeverGainAPlusWrongly(String region) {
        var random = new Random(region.hashCode());
        var plan = new NumberingPlan(region, 15);
        for (int i = 0; i < 10_000; i++) {
            var dialled = digits(random, 1 + random.nextInt(18));

            var found = TelephoneNumber.canonical(dialled, plan);

            assertTrue(
                    found.equals(dialled) || isSaid(dialled, found, region),
                    region + ": " + dialled + " became " + found);
        }
    }

    /** A possible number whose digits are those that were dialled, behind the region's code or an access code. */
    private static boolean isSaid(String dialled, String found, String region) {
        try {
            var number = NUMBERS.parse(found, null);
            var significant = NUMBERS.getNationalSignificantNumber(number);
            boolean ours = number.getCountryCode() == NUMBERS.getCountryCodeForRegion(region);
            return !region.isEmpty()
                    && NUMBERS.isPossibleNumber(number)
                    && dialled.endsWith(significant)
                    && (ours || dialled.startsWith("0") || dialled.startsWith("8"));
        } catch (com.google.i18n.phonenumbers.NumberParseException e) {
            return false;
        }
    }

    private static String digits(Random random, int length) {
        var digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    @ParameterizedTest
    @CsvSource({"1, US", "44, GB", "39, IT", "7, RU", "353, IE"})
    void aCodeStandsForItsMainRegion(String countryCode, String region) {
        assertEquals(region, NumberingPlan.mainRegion(countryCode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "+44", "0044", "999", "800", "x"})
    void refusesWhatIsNotTheCodeOfACountry(String countryCode) {
        assertThrows(IllegalArgumentException.class, () -> NumberingPlan.mainRegion(countryCode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UK", "us", "USA", "1", "ZZ"})
    void refusesWhatIsNotARegion(String region) {
        assertThrows(IllegalArgumentException.class, () -> new NumberingPlan(region, 15));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 21})
    void refusesAnotherLimit(int maxDigits) {
        assertThrows(IllegalArgumentException.class, () -> new NumberingPlan("", maxDigits));
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    private static String e164(PhoneNumber number) {
        return NUMBERS.format(number, PhoneNumberFormat.E164);
    }
}
