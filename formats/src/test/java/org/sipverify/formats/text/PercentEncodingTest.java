package org.sipverify.formats.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+15550100 | +15550100 | +15550100",
                "a;b?c@d | a%3Bb%3Fc%40d | a;b?c@d",
                "100 % | 100%20%25 | 100 %",
                "Z\u00fcrich | Z%C3%BCrich | Z%C3%BCrich",
                "\u20ac | %E2%82%AC | %E2%82%AC",
                "\ud83d\udcde | %F0%9F%93%9E | %F0%9F%93%9E"
            })
    void encodes(String text, String uriValue, String headerValue) {
        assertEquals(uriValue, PercentEncoding.uriValue(text));
        assertEquals(headerValue, PercentEncoding.headerValue(text));
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        assertEquals("a%EF%BF%BDb", PercentEncoding.headerValue("a\ud83db"));
    }

    @ParameterizedTest
    @CsvSource({"a, a", "%41%62, Ab", "%C3%BC, \u00fc", "+, +", "%e2%82%ac, \u20ac"})
    void decodes(String text, String decoded) {
        assertEquals(Optional.of(decoded), PercentEncoding.decode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%4g", "a%", "%C3", "%C0%80", "%0d%0a", "%00", "%E2%80%A8", "%ED%A0%80"})
    void refusesBrokenEscapesOctetsAndControls(String text) {
        assertEquals(Optional.empty(), PercentEncoding.decode(text));
    }
}
