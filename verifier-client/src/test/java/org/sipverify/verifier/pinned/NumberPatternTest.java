package org.sipverify.verifier.pinned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPatternTest {
    @ParameterizedTest
    @CsvSource({
        "+15551234567, 15551234567, true",
        "+15551234567, +15551234567, true",
        "15551234567, +15551234567, true",
        "+15551234567, +15551234568, false",
        // must not 24: no comparison as integers, no fifteen-digit expansion
        "+15551234567, +015551234567, false",
        "+1555*, +15551234567, true",
        "+1555*, +1555, true",
        "+1555*, +155512345678901, true",
        "+1555*, +1556, false",
        "+1555*, +1555123456789012, false",
        "*, +15551234567, true",
        "*, alice, false",
        // must not 23: ranges, with and without plus
        "+15550000000-+15550009999, +15550000000, true",
        "+15550000000-+15550009999, 15550009999, true",
        "15550000000-15550009999, +15550005000, true",
        "+15550000000-+15550009999, +15550010000, false",
        "+15550000000-+15550009999, +1555000500, false",
        "+15550000000-+15550009999, +155500050000, false"
    })
    void comparesStringsOfDigits(String pattern, String number, boolean covered) {
        assertEquals(covered, NumberPattern.parse(pattern).orElseThrow().covers(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "alice", "+1555x*", "+1-+22", "+19-+10", "+1-", "+1 555 123", "+1234567890123456"})
    void refuses(String pattern) {
        assertEquals(Optional.empty(), NumberPattern.parse(pattern));
    }
}
