package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageGuardTest {
    static final String REQUEST = """
            INVITE sip:b@example.org SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK77
            Max-Forwards: 70
            From: "A" <sip:a@example.org>;tag=1
            To: <sip:b@example.org>
            Call-ID: abc@example.org
            CSeq: 1 INVITE
            Content-Length: 0

            """.replace("\n", "\r\n");
    static final String RESPONSE = REQUEST.replaceFirst("INVITE sip.*0\r\n", "SIP/2.0 180 Ringing\r\n");

    private final MessageGuard guard = new MessageGuard(Limits.DEFAULT);

    @Test
    void leavesASoundMessageAlone() {
        var message = REQUEST.getBytes(ISO_8859_1);

        var valid = assertInstanceOf(ValidMessage.class, guard.check(message, message.length, false));

        assertSame(message, valid.bytes());
    }

    @Test
    void tellsWhatDecidesTheWayOfAMessage() {
        var valid = sound(REQUEST.replace("70\r\n", "70\r\nUser-Agent:  scanner \r\n"), true);

        assertEquals("INVITE", valid.method());
        assertEquals("abc@example.org", valid.callId());
        assertEquals(Optional.of("z9hG4bK77"), valid.branch());
        assertEquals(Optional.of("UDP"), valid.viaTransport());
        assertEquals(Optional.of("scanner"), valid.first(Field.USER_AGENT));
        assertEquals(Optional.empty(), valid.first(Field.TIMESTAMP));
        assertEquals(true, valid.isRequest());
        assertEquals(false, sound(RESPONSE, true).isRequest());
        assertEquals("INVITE", sound(RESPONSE, true).method());
    }

    @ParameterizedTest
    @MethodSource("rewritten")
    void writesInOneWayWhatMayBeWrittenInMany(String before, String after) {
        for (var datagram : List.of(true, false)) {
            assertEquals(after, new String(sound(before, datagram).bytes(), ISO_8859_1));
        }
    }

    static List<Arguments> rewritten() {
        return List.of(
                argumentSet("line ends before the start line", "\r\n\r\n" + REQUEST, REQUEST),
                argumentSet("a fold", field("Subject: a\r\n b"), field("Subject: a b")),
                argumentSet("a fold of one blank joins no words", field("X: a\r\n\tb"), field("X: a b")),
                argumentSet("a wide fold", field("X: a\r\n \t  b\r\n  c"), field("X: a b c")),
                argumentSet("a value in the fold", field("Subject:\r\n b"), field("Subject: b")),
                argumentSet("a blank before the colon", field("X-VVP-Status : a"), field("X-VVP-Status: a")),
                argumentSet("tabs before the colon", field("Identity\t \t: a"), field("Identity: a")),
                argumentSet("all of it", "\r\n" + field("A : b\r\n  c\r\nD\t: e"), field("A: b c\r\nD: e")),
                argumentSet("a fold behind the name", field("a :\r\n b"), field("a: b")),
                argumentSet(
                        "the folded Content-Length",
                        REQUEST.replace("h: 0", "h :\r\n 0 "),
                        REQUEST.replace("h: 0", "h: 0 ")));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void lets(String message) {
        assertArrayEquals(message.getBytes(ISO_8859_1), sound(message, true).bytes());
    }

    static List<Arguments> accepted() {
        return List.of(
                argumentSet("an escaped NUL in a quoted string", field("Subject: \"a\\\0b\"")),
                argumentSet("a tab in a value", field("Subject: a\tb")),
                argumentSet("UTF-8", field(latin("Subject: \u00e4\u20ac\ud83d\ude00"))),
                argumentSet("an empty value", field("Supported:")),
                argumentSet("several Vias", field("Via: SIP/2.0/UDP b\r\nv: SIP/2.0/UDP c")),
                argumentSet("several Contacts", field("Contact: <sip:a@b>\r\nm: <sip:a@c>")),
                argumentSet(
                        "a version in small letters", REQUEST.replace("example.org SIP/2.0", "example.org sip/2.0")),
                argumentSet("the highest CSeq", REQUEST.replace("CSeq: 1 ", "CSeq: 2147483647 ")),
                argumentSet("a CSeq of many zeros", REQUEST.replace("CSeq: 1 ", "CSeq: 00000000000000001 ")),
                argumentSet("a charset that no Java has", field("Content-Type: application/sdp;charset=ISO-10646")),
                argumentSet("a charset of two octets a character", field("c: text/plain;charset=utf-16")),
                argumentSet(
                        "ISO 8859-1 in a field that is not needed",
                        field("P-Asserted-Identity: \"Jos\u00e9\" <sip:a@b>")),
                argumentSet("cut UTF-8 at the end of one", field("Subject: a\u00e2\u0082")),
                argumentSet("Min-SE twice", field("Min-SE: 300\r\nMin-SE: 90")),
                argumentSet("Session-Expires and x", field("Session-Expires: 90\r\nx: 90")),
                argumentSet("Content-Type and c", field("Content-Type: a/b\r\nc: a/b")),
                argumentSet("Date twice", field("Date: x\r\nDate: x")),
                argumentSet("User-Agent twice", field("User-Agent: a\r\nUser-Agent: b")),
                argumentSet("a field of 12 KiB", field("Identity: " + "x".repeat(12_288))),
                argumentSet("a response", RESPONSE),
                argumentSet("a response without reason", RESPONSE.replace("Ringing", "")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(MessageError error, String message) {
        for (var datagram : List.of(true, false)) {
            var rejected = assertInstanceOf(RejectedMessage.class, check(message, datagram));

            assertEquals(error, rejected.error());
            assertEquals(error == MessageError.VERSION ? 505 : 400, rejected.status());
        }
    }

    static List<Arguments> refused() {
        return List.of(
                argumentSet("bare LF", MessageError.LINE_END, field("X: a\nY: b")),
                argumentSet("bare CR", MessageError.LINE_END, field("X: a\rY: b")),
                argumentSet("bare LF escaped", MessageError.LINE_END, field("X: \"a\\\nb\"")),
                argumentSet("bare LF everywhere", MessageError.START_LINE, REQUEST.replace("\r", "")),
                argumentSet("NUL", MessageError.CONTROL, field("X: a\0b")),
                argumentSet("NUL behind an escaped backslash", MessageError.CONTROL, field("X: \"\\\\\0\"")),
                argumentSet("DEL", MessageError.CONTROL, field("X: a\u007fb")),
                argumentSet("a line of one blank", MessageError.BLANK_LINE, field("X: a\r\n ")),
                argumentSet("a line of blanks and tabs", MessageError.BLANK_LINE, field("X: a\r\n \t \r\nY: b")),
                argumentSet("a blank line first", MessageError.FIELD, REQUEST.replace("2.0\r\nVia", "2.0\r\n \r\nVia")),
                argumentSet(
                        "a fold of the start line", MessageError.FIELD, REQUEST.replace("2.0\r\nVia", "2.0\r\n Via")),
                argumentSet("no empty line", MessageError.NO_EMPTY_LINE, REQUEST.substring(0, REQUEST.length() - 2)),
                argumentSet(
                        "half an empty line", MessageError.NO_EMPTY_LINE, REQUEST.substring(0, REQUEST.length() - 1)),
                argumentSet("no colon", MessageError.FIELD, field("Foobar roobar")),
                argumentSet("no colon and nothing else", MessageError.FIELD, field("Foobar")),
                argumentSet("no name", MessageError.FIELD, field(": value")),
                argumentSet("a name that is not a token", MessageError.FIELD, field("X@Y: value")),
                argumentSet("a name with NUL", MessageError.FIELD, field("X\0: value")),
                argumentSet("a name in UTF-8", MessageError.FIELD, field(latin("\u00c4: value"))),
                argumentSet("ISO 8859-1", MessageError.NOT_UTF8, field("Via: \u00e4")),
                argumentSet("overlong UTF-8", MessageError.NOT_UTF8, field("Via: \u00c0\u008a")),
                argumentSet("overlong UTF-8 of three", MessageError.NOT_UTF8, field("Via: \u00e0\u0080\u008a")),
                argumentSet("a surrogate", MessageError.NOT_UTF8, field("Via: \u00ed\u00a0\u0080")),
                argumentSet("beyond Unicode", MessageError.NOT_UTF8, field("Via: \u00f4\u0090\u0080\u0080")),
                argumentSet("cut UTF-8", MessageError.NOT_UTF8, field("Via: \u00e2\u0082")),
                argumentSet("a comment in a Via", MessageError.COMMENT, field("Via: SIP/2.0/UDP b (left open")),
                argumentSet("SIP/7.0", MessageError.VERSION, REQUEST.replace("org SIP/2.0", "org SIP/7.0")),
                argumentSet("SIP/2.01", MessageError.VERSION, REQUEST.replace("org SIP/2.0", "org SIP/2.01")),
                argumentSet("SIP/2", MessageError.START_LINE, REQUEST.replace("org SIP/2.0", "org SIP/2")),
                argumentSet(
                        "two spaces before the URI",
                        MessageError.START_LINE,
                        REQUEST.replace("INVITE sip", "INVITE  sip")),
                argumentSet(
                        "two spaces behind the URI", MessageError.START_LINE, REQUEST.replace("org SIP", "org  SIP")),
                argumentSet(
                        "space behind the version",
                        MessageError.START_LINE,
                        REQUEST.replace("2.0\r\nVia", "2.0 \r\nVia")),
                argumentSet("space in the URI", MessageError.START_LINE, REQUEST.replace("org SIP", "org; lr SIP")),
                argumentSet("tab in the URI", MessageError.START_LINE, REQUEST.replace("org SIP", "org;\tlr SIP")),
                argumentSet("control in the URI", MessageError.START_LINE, REQUEST.replace("org SIP", "org\u0001 SIP")),
                argumentSet(
                        "brackets around the URI",
                        MessageError.START_LINE,
                        REQUEST.replace("sip:b@example.org SIP", "<sip:b> SIP")),
                argumentSet("no URI", MessageError.START_LINE, REQUEST.replace(" sip:b@example.org SIP", " SIP")),
                argumentSet(
                        "a method that is not a token",
                        MessageError.START_LINE,
                        REQUEST.replace("INVITE sip", "INV(ITE sip")),
                argumentSet("control before the method", MessageError.START_LINE, "\u0001" + REQUEST),
                argumentSet("two From", MessageError.DUPLICATE, field("From: <sip:x@y>;tag=1")),
                argumentSet("From and f", MessageError.DUPLICATE, field("f: <sip:x@y>;tag=1")),
                argumentSet("To and t", MessageError.DUPLICATE, field("T : <sip:x@y>")),
                argumentSet("Call-ID and i", MessageError.DUPLICATE, field("i: x")),
                argumentSet("two CSeq", MessageError.DUPLICATE, field("cseq: 1 INVITE")),
                argumentSet("two Max-Forwards", MessageError.DUPLICATE, field("MAX-FORWARDS: 5")),
                argumentSet("Content-Length and l", MessageError.LENGTH_DUPLICATE, field("l: 0")),
                argumentSet("two longest names", MessageError.LENGTH_DUPLICATE, field("Content-Length: 0")),
                argumentSet("no To", MessageError.MANDATORY_MISSING, REQUEST.replace("To:", "Xo:")),
                argumentSet("no From", MessageError.MANDATORY_MISSING, REQUEST.replace("From:", "Xrom:")),
                argumentSet("no Via", MessageError.MANDATORY_MISSING, REQUEST.replace("Via:", "Xia:")),
                argumentSet("no Call-ID", MessageError.MANDATORY_MISSING, REQUEST.replace("Call-ID:", "Xall-ID:")),
                argumentSet("no CSeq", MessageError.MANDATORY_MISSING, REQUEST.replace("CSeq:", "XSeq:")),
                argumentSet("an empty Call-ID", MessageError.CALL_ID, REQUEST.replace("abc@example.org", " ")),
                argumentSet("a Call-ID of two words", MessageError.CALL_ID, REQUEST.replace("abc@", "abc @")),
                argumentSet(
                        "CSeq of another method", MessageError.CSEQ_METHOD, REQUEST.replace("1 INVITE", "1 OPTIONS")),
                argumentSet("CSeq in small letters", MessageError.CSEQ_METHOD, REQUEST.replace("1 INVITE", "1 invite")),
                argumentSet("CSeq too high", MessageError.CSEQ, REQUEST.replace("1 INVITE", "2147483648 INVITE")),
                argumentSet(
                        "CSeq that wraps",
                        MessageError.CSEQ,
                        REQUEST.replace("1 INVITE", "36893488147419103233 INVITE")),
                argumentSet("CSeq without number", MessageError.CSEQ, REQUEST.replace("1 INVITE", "INVITE")),
                argumentSet("CSeq without blank", MessageError.CSEQ, REQUEST.replace("1 INVITE", "1INVITE")),
                argumentSet("CSeq without method", MessageError.CSEQ, REQUEST.replace("1 INVITE", "1 ")),
                argumentSet("CSeq with more", MessageError.CSEQ, REQUEST.replace("1 INVITE", "1 INVITE x")),
                argumentSet("empty CSeq", MessageError.CSEQ, REQUEST.replace("1 INVITE", "")),
                argumentSet("Content-Length not a number", MessageError.LENGTH, length("x")),
                argumentSet("Content-Length below zero", MessageError.LENGTH, length("-1")),
                argumentSet("Content-Length empty", MessageError.LENGTH, length("")),
                argumentSet("Content-Length of ten digits", MessageError.LENGTH, length("0000000000")),
                argumentSet("Content-Length of two numbers", MessageError.LENGTH, length("0 0")),
                argumentSet("body too short", MessageError.BODY_INCOMPLETE, length("1")),
                argumentSet("body too long", MessageError.BODY_TOO_LONG, length("65537")),
                argumentSet(
                        "header too long",
                        MessageError.HEADER_TOO_LONG,
                        field(("Foo: " + "x".repeat(5000) + "\r\n").repeat(4) + "Foo:")),
                argumentSet("field too long", MessageError.HEADER_TOO_LONG, field("X: " + "x".repeat(16_384))),
                argumentSet(
                        "folded field too long",
                        MessageError.HEADER_TOO_LONG,
                        field("X: " + "x\r\n ".repeat(4200) + "x")),
                argumentSet(
                        "too many fields", MessageError.TOO_MANY_FIELDS, field("Foo: a\r\n".repeat(256) + "Foo: a")));
    }

    @Test
    void cutsADatagramToItsContentLength() {
        var message = length("3") + "abc";

        assertEquals(message, new String(sound(message + "\r\nINVITE", true).bytes(), ISO_8859_1));
        assertEquals(MessageError.BODY_INCOMPLETE, ((RejectedMessage) check(message + "x", false)).error());
    }

    @Test
    void givesADatagramTheContentLengthItLacks() {
        var without = REQUEST.replace("Content-Length: 0\r\n", "X : y\r\n") + "body";

        assertEquals(
                REQUEST.replace("Content-Length: 0", "X: y\r\nContent-Length: 4") + "body",
                new String(sound(without, true).bytes(), ISO_8859_1));
        assertEquals(MessageError.LENGTH_MISSING, ((RejectedMessage) check(without, false)).error());
    }

    @Test
    void readsNoFurtherThanItIsTold() {
        var buffer = Arrays.copyOf((REQUEST + "leftover").getBytes(ISO_8859_1), 2000);

        var valid = assertInstanceOf(ValidMessage.class, guard.check(buffer, REQUEST.length(), false));

        assertArrayEquals(REQUEST.getBytes(ISO_8859_1), valid.bytes());
    }

    private ValidMessage sound(String message, boolean datagram) {
        return assertInstanceOf(ValidMessage.class, check(message, datagram));
    }

    private GuardResult check(String message, boolean datagram) {
        var bytes = message.getBytes(ISO_8859_1);
        return guard.check(bytes, bytes.length, datagram);
    }

    private static String field(String line) {
        return REQUEST.replace("Max-Forwards", line + "\r\nMax-Forwards");
    }

    private static String length(String value) {
        return REQUEST.replace("Length: 0", "Length: " + value);
    }

    /** Text whose characters are the octets of that text in UTF-8. */
    private static String latin(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
