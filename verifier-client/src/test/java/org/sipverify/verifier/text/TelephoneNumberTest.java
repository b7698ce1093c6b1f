package org.sipverify.verifier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TelephoneNumberTest {
    @ParameterizedTest
    @MethodSource
    void becomesE164(String userPart, String countryCode, String expected) {
        assertEquals(expected, TelephoneNumber.canonical(userPart, countryCode));
    }

    static Stream<Arguments> becomesE164() {
        return Stream.of(
                argumentSet("E.164", "+15551234567", "", "+15551234567"),
                argumentSet("one digit with plus", "+1", "", "+1"),
                argumentSet("fifteen digits with plus", "+123456789012345", "", "+123456789012345"),
                argumentSet("sixteen digits with plus", "+1234567890123456", "", "+1234567890123456"),
                argumentSet("ten digits without plus", "5551234567", "", "+5551234567"),
                argumentSet("fifteen digits without plus", "123456789012345", "", "+123456789012345"),
                argumentSet("sixteen digits without plus", "1234567890123456", "", "1234567890123456"),
                argumentSet("nine digits without plus", "123456789", "", "123456789"),
                argumentSet("separators", "+1-555.123 (4567)", "", "+15551234567"),
                argumentSet("separators without plus", "(555) 123-4567", "", "+5551234567"),
                argumentSet("percent-encoded plus", "%2B15551234567", "", "+15551234567"),
                argumentSet("percent-encoded separators", "%2b1%20555%28123%294567", "", "+15551234567"),
                argumentSet("parameters", "+15551234567;ext=12", "", "+15551234567"),
                argumentSet("percent-encoded parameters", "+15551234567%3Bext=12", "", "+15551234567"),
                argumentSet("national, no country", "02079460000", "", "02079460000"),
                argumentSet("national", "02079460000", "44", "+442079460000"),
                argumentSet("national, country with plus", "02079460000", "+44", "+442079460000"),
                argumentSet("national with separators", "(020) 7946-0000", "44", "+442079460000"),
                argumentSet("national, too long", "012345678901234", "44", "012345678901234"),
                argumentSet("access code, no country", "00442079460000", "", "00442079460000"),
                argumentSet("access code", "00442079460000", "1", "+442079460000"),
                argumentSet("short code 911", "911", "1", "911"),
                argumentSet("short code 12345", "12345", "1", "12345"),
                argumentSet("short code with separators stays", "9-1-1", "1", "9-1-1"),
                argumentSet("short code with zeros", "000", "61", "000"),
                argumentSet("short code with a zero", "08", "61", "08"),
                argumentSet("zero alone", "0", "44", "0"),
                argumentSet("anonymous", "anonymous", "44", "anonymous"),
                argumentSet("name", "alice;day=tuesday", "", "alice"),
                argumentSet("name, percent-encoded", "%61lice", "", "alice"),
                argumentSet("name that begins like a number", "15551234567x", "", "15551234567x"),
                argumentSet("plus in the middle", "1555+1234567", "", "1555+1234567"),
                argumentSet("other digits than ASCII", "+\u0661\u0662\u0663", "", "+\u0661\u0662\u0663"),
                argumentSet("must not 6: encoded line break", "a%0d%0aX: y", "", "a%0d%0aX: y"),
                argumentSet("must not 6: raw line break", "a\r\nX: y", "", "a%0D%0AX: y"),
                argumentSet("must not 6: encoded host", "a%40evil.example", "", "a%40evil.example"),
                argumentSet("must not 6: encoded end of URI", "a%3E%3Bx", "", "a%3E%3Bx"),
                argumentSet("broken escape", "a%2", "", "a%2"),
                argumentSet("escape that is not UTF-8", "a%ff", "", "a%ff"),
                argumentSet("must not 8: no number at all", "", "44", ""));
    }

    @ParameterizedTest
    @MethodSource
    void comparesBareDigits(String a, String b, boolean expected) {
        assertEquals(expected, TelephoneNumber.same(a, b));
    }

    static Stream<Arguments> comparesBareDigits() {
        return Stream.of(
                argumentSet("must not 23: token without plus", "+447884666200", "447884666200", true),
                argumentSet("both with plus", "+15551234567", "+15551234567", true),
                argumentSet("other number", "+15551234567", "15551234568", false),
                argumentSet("must not 24: other length", "+15551234567", "015551234567", false),
                argumentSet("names", "alice", "alice", false),
                argumentSet("nothing", "", "", false),
                argumentSet("plus alone", "+", "+", false));
    }
}
