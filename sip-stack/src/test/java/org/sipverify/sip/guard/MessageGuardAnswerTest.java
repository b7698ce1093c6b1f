package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageGuardAnswerTest {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("198.51.100.7", 4711);
    private static final String REQUEST = """
            OPTIONS sip:b@example.org SIP/7.0
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK77
            From: "A" <sip:a@example.org>;tag=1
            To: <sip:b@example.org>;tag=2
            Call-ID: abc
            CSeq: 1 OPTIONS
            User-Agent: something of some length, so that an answer need not be shortened
            Content-Length: 0

            """.replace("\n", "\r\n");
    private static final String RESPONSE = """
            SIP/2.0 505 Version Not Supported
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK77;received=198.51.100.7
            From: "A" <sip:a@example.org>;tag=1
            To: <sip:b@example.org>;tag=2
            Call-ID: abc
            CSeq: 1 OPTIONS
            Content-Length: 0

            """.replace("\n", "\r\n");

    private final MessageGuard guard = new MessageGuard(Limits.DEFAULT);

    @Test
    void answersWithWhatAResponseMustRepeat() {
        assertEquals(RESPONSE, answer(REQUEST));
    }

    @ParameterizedTest
    @MethodSource("vias")
    void writesTheSourceIntoTheTopVia(String via, String answered) {
        var request = REQUEST.replace("Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK77", via);

        assertEquals(RESPONSE.replaceFirst("Via: .*7;.*7", answered), answer(request));
    }

    static List<Arguments> vias() {
        var top = "Via: SIP/2.0/UDP a;branch=b";
        var received = ";received=198.51.100.7";
        return List.of(
                argumentSet("as it is", top, top + received),
                argumentSet("rport", top + ";rport;x=y", top + ";rport=4711;x=y" + received),
                argumentSet("rport claimed", top + "; RPort = 1", top + ";rport=4711" + received),
                argumentSet("received claimed", top + ";received=1.2.3.4;x", top + ";x" + received),
                argumentSet(
                        "received within quotes", top + ";x=\";received=1\"", top + ";x=\";received=1\"" + received),
                argumentSet(
                        "a second line",
                        top + "\r\nv : SIP/2.0/TCP c;rport",
                        top + received + "\r\nVia: SIP/2.0/TCP c;rport"),
                argumentSet("a list", top + ", SIP/2.0/TCP c", top + received + "\r\nVia: SIP/2.0/TCP c"),
                argumentSet("folded", "Via:\r\n SIP/2.0/UDP a\r\n\t;branch=b", top + received),
                argumentSet(
                        "spread",
                        "Via: SIP / 2.0 / UDP   a ; branch=b",
                        "Via: SIP / 2.0 / UDP   a;branch=b" + received),
                argumentSet("litter behind it", "Via: SIP/2.0/UDP a;;,;,,", "Via: SIP/2.0/UDP a" + received));
    }

    @Test
    void writesAnIpv6SourceWithoutBracketsAndZone() {
        var source = new InetSocketAddress("fe80::1%1", 5060);

        var response = refused(REQUEST).response(source, REQUEST.length()).orElseThrow();

        assertTrue(new String(response, ISO_8859_1).contains(";received=fe80:0:0:0:0:0:0:1\r\n"));
    }

    @Test
    void aMissingToTagIsTheSameForEveryRetransmission() {
        var request = REQUEST.replace(";tag=2", "");

        var answer = answer(request);

        assertTrue(answer.matches("(?s).*To: <sip:b@example.org>;tag=[0-9a-f]+\r\n.*"), answer);
        assertEquals(answer, answer(request));
    }

    @ParameterizedTest
    @MethodSource("malformedAddresses")
    void putsNobodyInPlaceOfAMalformedAddress(String from) {
        var answer = answer(REQUEST.replace("\"A\" <sip:a@example.org>;tag=1", from));

        assertEquals(RESPONSE.replace("\"A\" <sip:a@example.org>;tag=1", "<sip:invalid.invalid>"), answer);
    }

    static List<Arguments> malformedAddresses() {
        return List.of(
                argumentSet("open bracket", "<sip:a@b;tag=1"),
                argumentSet("open quote", "\"A <sip:a@b>;tag=1"),
                argumentSet("no scheme", "someone"),
                argumentSet("nothing", ""),
                argumentSet("blanks in the URI", "< sip:a@b >;tag=1"),
                argumentSet("two of them", "<sip:a@b>, <sip:a@c>"),
                argumentSet("control characters", "\"\u001b[2J\" <sip:a@b>"));
    }

    @ParameterizedTest
    @MethodSource("unanswerable")
    void saysNothing(String request) {
        assertEquals(Optional.empty(), refused(request).response(SOURCE, request.length()));
    }

    static List<Arguments> unanswerable() {
        return List.of(
                argumentSet("no Via", REQUEST.replace("Via:", "X:")),
                argumentSet("a Via that is none", REQUEST.replace("SIP/2.0/UDP 192.0.2.1", "hello")),
                argumentSet("control character in a Via", REQUEST.replace("z9hG4bK77", "z9\u0001")),
                argumentSet("endless Via", REQUEST.replace("z9hG4bK77", "z".repeat(9000))),
                argumentSet("no From", REQUEST.replace("From:", "X:")),
                argumentSet("no To", REQUEST.replace("To:", "X:")),
                argumentSet("no Call-ID", REQUEST.replace("Call-ID:", "X:")),
                argumentSet("control character in the Call-ID", REQUEST.replace("abc", "a\0c")),
                argumentSet("no CSeq", REQUEST.replace("CSeq:", "X:")));
    }

    @Test
    void anAnswerIsNeverLargerThanItsRoom() {
        var padding = "something of some length, so that an answer need not be shortened";
        for (int left = 0; left < padding.length(); left++) {
            var request = REQUEST.replace("User-Agent: " + padding, "l".repeat(left) + ":");

            var response = refused(request).response(SOURCE, request.length());

            assertTrue(response.stream().allMatch(answer -> answer.length <= request.length()));
        }
    }

    @Test
    void itFallsSilentRatherThanAnswerWithMore() {
        var request = REQUEST.replaceFirst("User-Agent: .*\r\n", "")
                .replace("sip:b@example.org SIP/7.0", "a:b SIP/7.0")
                .replace("Content-Length", "l");

        assertEquals(Optional.empty(), refused(request).response(SOURCE, request.length()));
    }

    @Test
    void shortensNamesBeforeItFallsSilent() {
        var request = REQUEST.replaceFirst("User-Agent: .*\r\n", "Subject: \r\n");

        var answer = answer(request);

        assertTrue(answer.contains("\r\nv:SIP/2.0/UDP 192.0.2.1") && answer.contains("\r\ni:abc\r\n"), answer);
    }

    @Test
    void whereThereIsRoomAnAnswerIsLarger() {
        var request = REQUEST.replaceFirst("User-Agent: .*\r\n", "").replace("Content-Length", "l");
        var bytes = request.getBytes(ISO_8859_1);

        var rejected = assertInstanceOf(RejectedMessage.class, guard.check(bytes, bytes.length, false));

        assertEquals(RESPONSE, text(rejected, Integer.MAX_VALUE));
    }

    @Test
    void answersWhatIsFoundUnfitBehindTheGuard() {
        var bytes = REQUEST.replace("7.0", "2.0").getBytes(ISO_8859_1);
        var valid = assertInstanceOf(ValidMessage.class, guard.check(bytes, bytes.length, true));

        var rejected = assertInstanceOf(RejectedMessage.class, valid.reject(503, MessageError.BUSY));

        var answer = new String(
                rejected.response(SOURCE, bytes.length, "Retry-After: 5").orElseThrow(), ISO_8859_1);
        assertTrue(answer.startsWith("SIP/2.0 503 Service Unavailable\r\n"));
        assertTrue(answer.contains("\r\nRetry-After: 5\r\n"));
        assertThrows(IllegalArgumentException.class, () -> rejected.response(SOURCE, bytes.length, "A: b\r\nC: d"));
    }

    @Test
    void answersWhatCouldNotBeFramed() {
        var framer = new MessageFramer(1000, 1000);
        var stream = REQUEST.replace("SIP/7.0", "SIP/2.0").replace("CSeq", "Content-Length: 5\r\nCSeq");

        var e = assertThrows(FramingException.class, () -> framer.feed(stream.getBytes(ISO_8859_1), new Ignoring()));

        assertEquals(MessageError.LENGTH_DUPLICATE, e.error());
        var rejected = assertInstanceOf(RejectedMessage.class, e.refusal());
        assertEquals(
                RESPONSE.replace("505 Version Not Supported", "400 Bad Request"), text(rejected, Integer.MAX_VALUE));
    }

    private record Ignoring() implements MessageFramer.Sink {
        @Override
        public void message(byte[] message) {}

        @Override
        public void ping() {}
    }

    private String answer(String request) {
        return text(refused(request), request.length());
    }

    private RejectedMessage refused(String request) {
        var bytes = request.getBytes(ISO_8859_1);
        return assertInstanceOf(RejectedMessage.class, guard.check(bytes, bytes.length, true));
    }

    private static String text(RejectedMessage rejected, int room) {
        return new String(rejected.response(SOURCE, room).orElseThrow(), ISO_8859_1);
    }
}
