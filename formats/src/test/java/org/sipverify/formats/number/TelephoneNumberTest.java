package org.sipverify.formats.number;

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
        assertEquals(expected, TelephoneNumber.canonical(userPart, new NumberingPlan(countryCode, 0, "0")));
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
                argumentSet("encoded line break", "a%0d%0aX: y", "", "a%0d%0aX: y"),
                argumentSet("raw line break", "a\r\nX: y", "", "a%0D%0AX: y"),
                argumentSet("encoded host", "a%40evil.example", "", "a%40evil.example"),
                argumentSet("encoded end of URI", "a%3E%3Bx", "", "a%3E%3Bx"),
                argumentSet("broken escape", "a%2", "", "a%2"),
                argumentSet("escape that is not UTF-8", "a%ff", "", "a%ff"),
                argumentSet("no number at all stays empty", "", "44", ""));
    }

    @ParameterizedTest
    @MethodSource
    void aContextMakesANumberLocal(String userPart, String countryCode, String expected, boolean local) {
        var plan = new NumberingPlan(countryCode, 0, "0");

        assertEquals(expected, TelephoneNumber.canonical(userPart, plan));
        assertEquals(local, TelephoneNumber.isLocal(userPart, plan));
    }

    static Stream<Arguments> aContextMakesANumberLocal() {
        return Stream.of(
                global("country", "2025550161;phone-context=+1", "+12025550161"),
                global("country and area", "5550161;phone-context=+1202", "+12025550161"),
                global("with separators", "(202) 555-0161;phone-context=+1", "+12025550161"),
                global("separators in the context", "555-0161;phone-context=+1-202", "+12025550161"),
                global("name in other case", "2025550161;Phone-Context=+1", "+12025550161"),
                global("after other parameters", "2025550161;isub=1;phone-context=+1;x", "+12025550161"),
                global("percent-encoded plus", "2025550161;phone-context=%2B1", "+12025550161"),
                global("percent-encoded name", "2025550161;phone%2Dcontext=+1", "+12025550161"),
                global("of a number that is complete", "+442079460000;phone-context=+1", "+442079460000"),
                local("domain", "2025550161;phone-context=corp.example", "2025550161"),
                local("domain that begins with digits", "2025550161;phone-context=1.example", "2025550161"),
                local("digits without plus", "2025550161;phone-context=1", "2025550161"),
                local("percent-encoded separator", "2025550161%3Bphone-context=corp.example", "2025550161"),
                local("host that cannot stand there", "2025550161;phone-context=a%40b", "2025550161"),
                local("empty", "2025550161;phone-context=", "2025550161"),
                local("without a value", "2025550161;phone-context", "2025550161"),
                local("plus alone", "2025550161;phone-context=+", "2025550161"),
                local("plus and letters", "2025550161;phone-context=+1x", "2025550161"),
                local("two that differ", "2025550161;phone-context=+1;phone-context=+44", "2025550161"),
                local("too many digits", "2025550161;phone-context=+123456", "2025550161"),
                local("too many digits for North America", "863-1234;phone-context=+1-914-555", "863-1234"),
                local("extension", "7042;phone-context=corp.example", "7042"),
                local("name", "alice;phone-context=+1", "alice"),
                argumentSet(
                        "another country's domain", "02079460000;phone-context=x.example", "44", "02079460000", true),
                argumentSet("no context", "02079460000;x=phone-context", "44", "+442079460000", false));
    }

    private static Arguments global(String name, String userPart, String expected) {
        return argumentSet(name, userPart, "", expected, false);
    }

    private static Arguments local(String name, String userPart, String expected) {
        return argumentSet(name, userPart, "", expected, true);
    }

    @ParameterizedTest
    @MethodSource
    void aPlanCompletesNationalNumbers(NumberingPlan plan, String dialled, String expected) {
        assertEquals(expected, TelephoneNumber.canonical(dialled, plan));
    }

    static Stream<Arguments> aPlanCompletesNationalNumbers() {
        var america = new NumberingPlan("1", 0, "0");
        var britain = new NumberingPlan("44", 0, "0");
        var italy = new NumberingPlan("39", 0, "");
        var russia = new NumberingPlan("7", 10, "8");
        return Stream.of(
                argumentSet("North America, ten digits", america, "5551234567", "+15551234567"),
                argumentSet("North America, ten digits that would be Egypt", america, "2025550161", "+12025550161"),
                argumentSet("North America, with its own code", america, "15551234567", "+15551234567"),
                argumentSet("North America, seven digits", america, "5551234", "5551234"),
                argumentSet("North America, another country's", america, "442079460000", "442079460000"),
                argumentSet("North America, with an access code", america, "00442079460000", "+442079460000"),
                argumentSet("North America, ten digits after a zero", america, "0555123456", "0555123456"),
                argumentSet("Britain, with trunk prefix", britain, "02079460000", "+442079460000"),
                argumentSet("Britain, without", britain, "2079460000", "+442079460000"),
                argumentSet("Britain, with its own code", britain, "442079460000", "+442079460000"),
                argumentSet("Italy keeps its zero", italy, "0612345678", "+390612345678"),
                argumentSet("Russia, with trunk prefix", russia, "84951234567", "+74951234567"),
                argumentSet("Russia, a number that begins with 8", russia, "8005551234", "+78005551234"),
                argumentSet("Russia, with its own code", russia, "74951234567", "+74951234567"));
    }

    @ParameterizedTest
    @MethodSource
    void comparesBareDigits(String a, String b, boolean expected) {
        assertEquals(expected, TelephoneNumber.same(a, b));
    }

    static Stream<Arguments> comparesBareDigits() {
        return Stream.of(
                argumentSet("a token without plus is the same number", "+447884666200", "447884666200", true),
                argumentSet("both with plus", "+15551234567", "+15551234567", true),
                argumentSet("other number", "+15551234567", "15551234568", false),
                argumentSet("another length is another number", "+15551234567", "015551234567", false),
                argumentSet("names", "alice", "alice", false),
                argumentSet("nothing", "", "", false),
                argumentSet("plus alone", "+", "+", false));
    }
}
