package org.sipverify.formats.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPatternTest {
    @ParameterizedTest
    @CsvSource({
        "+15551234567, 15551234567, true",
        "+15551234567, +15551234567, true",
        "15551234567, +15551234567, true",
        "+15551234567, +15551234568, false",
        // No comparison as integers, no expansion to fifteen digits.
        "+15551234567, +015551234567, false",
        "+1555*, +15551234567, true",
        "+1555*, +1555, true",
        "+1555*, +155512345678901, true",
        "+1555*, +1556, false",
        "+1555*, +155512345678901234567, false",
        "*, +15551234567, true",
        "*, alice, false",
        "+1555*99, 15550000099, true",
        // Ranges, with and without plus.
        "+15550000000-+15550009999, +15550000000, true",
        "+15550000000-+15550009999, 15550009999, true",
        "15550000000-15550009999, +15550005000, true",
        "+15550000000-+15550009999, +15550010000, false",
        "+15550000000-+15550009999, +1555000500, false",
        "+15550000000-+15550009999, +155500050000, false"
    })
    void coversTelephoneNumbersWithAndWithoutPlus(String pattern, String number, boolean covered) {
        assertEquals(covered, NumberPattern.parseTelephone(pattern).covers(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "+", "alice", "+1555x*", "+1-+22", "+19-+10", "+1-", "+1 555 123", "+123456789012345678901"})
    void refusesWhatIsNotATelephoneNumber(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> NumberPattern.parseTelephone(pattern));
    }

    @ParameterizedTest
    @MethodSource
    void matchesCharacterByCharacter(String pattern, String number, boolean expected) {
        assertEquals(expected, NumberPattern.parse(pattern).matches(number));
    }

    static Stream<Arguments> matchesCharacterByCharacter() {
        return Stream.of(
                argumentSet("exact", "+15551230001", "+15551230001", true),
                argumentSet("longer", "+1555", "+15551230001", false),
                argumentSet("prefix", "+1555*", "+15551230001", true),
                argumentSet("prefix alone", "+1555*", "+1555", true),
                argumentSet("plus left out of a number", "15551234567", "+15551234567", true),
                argumentSet("plus left out of a beginning", "4420*", "+442079460123", true),
                argumentSet("access code for a plus", "00449*", "+449012345678", true),
                argumentSet("access code as dialled", "00449*", "00449012345678", true),
                argumentSet("range without plus", "15550000000-15550009999", "+15550001234", true),
                argumentSet("a short code is not a country", "911*", "+911123456789", false),
                argumentSet("nor is a trunk prefix", "0800*", "+80012345678", false),
                argumentSet("nor an extension", "7042", "+7042", false),
                argumentSet("suffix", "*0001", "+15551230001", true),
                argumentSet("middle", "+1*123*1", "+15551230001", true),
                argumentSet("pieces do not overlap", "+1*1", "+1", false),
                argumentSet("pieces in order", "*12*34*", "3412", false),
                argumentSet("anything", "*", "", true),
                argumentSet("no number", "", "", true),
                argumentSet("some number", "", "+1", false),
                argumentSet("user name", "alice", "alice", true),
                argumentSet("case counts", "alice", "Alice", false),
                argumentSet("dot is a dot", "a.b", "axb", false),
                argumentSet("in a range", "+15550000-+15559999", "+15551234", true),
                argumentSet("above a range", "+15550000-+15551233", "+15551234", false),
                argumentSet("a range with plus, a number without", "+15550000-+15559999", "15551234", false),
                argumentSet("a range of extensions", "200-299", "250", true),
                argumentSet("a range of extensions, an international number", "200-299", "+250", false),
                argumentSet("a longer number than the range's", "200-299", "2500", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+44 20", "+4420x", "+44-20", "a b", "300-200", "1-10"})
    void refusesWhatCanMatchNothing(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> NumberPattern.parse(pattern));
    }
}
