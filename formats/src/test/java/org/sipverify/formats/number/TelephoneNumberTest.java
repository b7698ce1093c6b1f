package org.sipverify.formats.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TelephoneNumberTest {
    @ParameterizedTest
    @MethodSource
    void becomesE164(String userPart, String region, String expected) {
        assertEquals(expected, TelephoneNumber.canonical(userPart, new NumberingPlan(region, 15)));
    }

    static Stream<Arguments> becomesE164() {
        return Stream.of(
                argumentSet("E.164", "+15551234567", "", "+15551234567"),
                argumentSet("one digit with plus", "+1", "", "+1"),
                argumentSet("fifteen digits with plus", "+123456789012345", "", "+123456789012345"),
                argumentSet("sixteen digits with plus", "+1234567890123456", "", "+1234567890123456"),
                argumentSet("ten digits, no region", "4155551234", "", "4155551234"),
                argumentSet("fifteen digits, no region", "123456789012345", "", "123456789012345"),
                argumentSet("sixteen digits, no region", "1234567890123456", "", "1234567890123456"),
                argumentSet("nine digits, no region", "123456789", "", "123456789"),
                argumentSet("separators", "+1-555.123 (4567)", "", "+15551234567"),
                argumentSet("separators, no region", "(415) 555-1234", "", "(415) 555-1234"),
                argumentSet("percent-encoded plus", "%2B15551234567", "", "+15551234567"),
                argumentSet("percent-encoded separators", "%2b1%20555%28123%294567", "", "+15551234567"),
                argumentSet("parameters", "+15551234567;ext=12", "", "+15551234567"),
                argumentSet("percent-encoded parameters", "+15551234567%3Bext=12", "", "+15551234567"),
                argumentSet("national, no region", "02079460000", "", "02079460000"),
                argumentSet("national", "02079460000", "GB", "+442079460000"),
                argumentSet("national with separators", "(020) 7946-0000", "GB", "+442079460000"),
                argumentSet("national, too long", "012345678901234", "GB", "012345678901234"),
                argumentSet("access code, no region", "00442079460000", "", "00442079460000"),
                argumentSet("access code", "00442079460000", "US", "+442079460000"),
                argumentSet("short code 911", "911", "US", "911"),
                argumentSet("short code 12345", "12345", "US", "12345"),
                argumentSet("short code with separators stays", "9-1-1", "US", "9-1-1"),
                argumentSet("short code with zeros", "000", "AU", "000"),
                argumentSet("short code with a zero", "08", "AU", "08"),
                argumentSet("zero alone", "0", "GB", "0"),
                argumentSet("anonymous", "anonymous", "GB", "anonymous"),
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
                argumentSet("no number at all stays empty", "", "GB", ""));
    }

    @ParameterizedTest
    @MethodSource
    void aContextMakesANumberLocal(String userPart, String region, String expected, boolean local) {
        var plan = new NumberingPlan(region, 15);

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
                        "another country's domain", "02079460000;phone-context=x.example", "GB", "02079460000", true),
                argumentSet("no context", "02079460000;x=phone-context", "GB", "+442079460000", false));
    }

    private static Arguments global(String name, String userPart, String expected) {
        return argumentSet(name, userPart, "", expected, false);
    }

    private static Arguments local(String name, String userPart, String expected) {
        return argumentSet(name, userPart, "", expected, true);
    }

    @ParameterizedTest
    @MethodSource
    void aRegionCompletesWhatIsDialledInIt(String region, String dialled, String expected) {
        assertEquals(expected, TelephoneNumber.canonical(dialled, new NumberingPlan(region, 15)));
    }

    static Stream<Arguments> aRegionCompletesWhatIsDialledInIt() {
        return Stream.of(
                argumentSet("ten digits", "US", "5551234567", "+15551234567"),
                argumentSet("ten digits that would be Switzerland", "US", "4155551234", "+14155551234"),
                argumentSet("ten digits that would be Egypt", "US", "2025550161", "+12025550161"),
                argumentSet("with its own code", "US", "15551234567", "+15551234567"),
                argumentSet("seven digits", "US", "5551234", "5551234"),
                argumentSet("another country's code", "US", "442079460000", "442079460000"),
                argumentSet("access code of North America", "US", "011442079460123", "+442079460123"),
                argumentSet("access code of most countries", "US", "00442079460000", "+442079460000"),
                argumentSet("area code with a zero", "US", "0555123456", "0555123456"),
                argumentSet("area code with a one", "US", "1155512345", "1155512345"),
                argumentSet("Canada is dialled likewise", "CA", "6135550161", "+16135550161"),
                argumentSet("British, with trunk prefix", "GB", "02079460000", "+442079460000"),
                argumentSet("British, without: may be anything", "GB", "1632960123", "1632960123"),
                argumentSet("British, with its own code", "GB", "442079460000", "+442079460000"),
                argumentSet("British, access code", "GB", "00442079460123", "+442079460123"),
                argumentSet("British emergency number", "GB", "999", "999"),
                argumentSet("Italian numbers keep their zero", "IT", "0612345678", "+390612345678"),
                argumentSet("Italian mobile", "IT", "3123456789", "+393123456789"),
                argumentSet("Russian, with trunk prefix", "RU", "84951234567", "+74951234567"),
                argumentSet("Russian access code", "RU", "810442079460123", "+442079460123"),
                argumentSet("Russian, with its own code", "RU", "74951234567", "+74951234567"),
                argumentSet("Brazilian, with trunk prefix", "BR", "011987654321", "+5511987654321"),
                argumentSet("Mexican", "MX", "5512345678", "+525512345678"),
                argumentSet("Australian access code", "AU", "0011442079460123", "+442079460123"),
                argumentSet("letters are a name", "US", "1800FLOWERS", "1800FLOWERS"));
    }

    @ParameterizedTest
    @CsvSource({"15, true", "16, false"})
    void aLongerNumberIsComparedWhereTheLimitIsRaised(int maxDigits, boolean local) {
        var ported = "+3312345199001234";

        assertEquals(ported, TelephoneNumber.canonical(ported, new NumberingPlan("FR", maxDigits)));
        assertEquals(local, TelephoneNumber.isLocal(ported, new NumberingPlan("FR", maxDigits)));
    }

    @ParameterizedTest
    @MethodSource
    void comparesBareDigits(String a, String b, boolean expected) {
        assertEquals(expected, TelephoneNumber.same(a, b));
    }

    static Stream<Arguments> comparesBareDigits() {
        return Stream.of(
                argumentSet("a token without plus is the same number", "+447884666200", "447884666200", true),
                argumentSet("visual separators", "1-555-123.4567", "15551234567", true),
                argumentSet("both with plus", "+15551234567", "+15551234567", true),
                argumentSet("other number", "+15551234567", "15551234568", false),
                argumentSet("another length is another number", "+15551234567", "015551234567", false),
                argumentSet("names", "alice", "alice", false),
                argumentSet("nothing", "", "", false),
                argumentSet("plus alone", "+", "+", false));
    }
}
