package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageFramerTest {
    private static final Limits LIMITS = new Limits(500, 100, 50);
    private static final String PING = "PING";

    /** What came out of a framer, in order: messages as text, pings by name. */
    private static final class Seen implements MessageFramer.Sink {
        private final List<String> all = new ArrayList<>();

        @Override
        public void message(byte[] message) {
            all.add(new String(message, ISO_8859_1));
        }

        @Override
        public void ping() {
            all.add(PING);
        }
    }

    private final MessageFramer framer = new MessageFramer(LIMITS.maxHeader(), LIMITS.maxBody());
    private final Seen seen = new Seen();

    @ParameterizedTest
    @MethodSource("soundLengths")
    void readsContentLength(String field, int body) throws Exception {
        var message = "OPTIONS sip:a@b SIP/2.0\r\nVia: x\r\n" + field + "\r\nTo: y\r\n\r\n" + "b".repeat(body);

        feed(message + "NEXT");

        assertEquals(List.of(message), seen.all);
        assertFalse(framer.isEmpty());
    }

    static List<Arguments> soundLengths() {
        return List.of(
                argumentSet("plain", "Content-Length: 4", 4),
                argumentSet("compact", "l: 4", 4),
                argumentSet("compact upper case", "L:0", 0),
                argumentSet("any case", "cOnTeNt-LeNgTh:4", 4),
                argumentSet("blanks before the colon", "Content-Length \t : 4", 4),
                argumentSet("blanks around the number", "Content-Length:\t 4 \t", 4),
                argumentSet("leading zeros", "Content-Length: 000000004", 4),
                argumentSet("folded before the number", "Content-Length:\r\n 4", 4),
                argumentSet("folded twice before the number", "Content-Length:\r\n \r\n\t4", 4),
                argumentSet("folded behind the number", "Content-Length: 4\r\n ", 4),
                argumentSet("at the limit", "Content-Length: 100", 100),
                argumentSet("a fold that looks like another one", "Content-Length: 4\r\nSubject: x\r\n l: 9", 4),
                argumentSet("a name that only begins so", "Content-Length: 4\r\nContent-Length-X: 9\r\nll: 9", 4),
                argumentSet("a line without colon that only begins so", "l: 4\r\nContent-Length\r\nl", 4));
    }

    @ParameterizedTest
    @MethodSource("unsoundStreams")
    void refusesWhatIsNotFramedSoundly(MessageError error, String stream) {
        var e = assertThrows(FramingException.class, () -> feed(stream));

        assertEquals(error, e.error());
        assertEquals(List.of(), seen.all);
    }

    @ParameterizedTest
    @MethodSource("unsoundStreams")
    void refusesTheSameByteByByte(MessageError error, String stream) {
        var e = assertThrows(FramingException.class, () -> feedByteByByte(stream));

        assertEquals(error, e.error());
    }

    static List<Arguments> unsoundStreams() {
        return List.of(
                argumentSet("no Content-Length", MessageError.LENGTH_MISSING, with("")),
                argumentSet(
                        "two that differ",
                        MessageError.LENGTH_DUPLICATE,
                        with("Content-Length: 13\r\nContent-Length: 5\r\n")),
                argumentSet("two that agree", MessageError.LENGTH_DUPLICATE, with("Content-Length: 5\r\nl: 5\r\n")),
                argumentSet("a sign", MessageError.LENGTH, with("Content-Length: +5\r\n")),
                argumentSet("below zero", MessageError.LENGTH, with("Content-Length: -999\r\n")),
                argumentSet("empty", MessageError.LENGTH, with("Content-Length:\r\n")),
                argumentSet("a list", MessageError.LENGTH, with("Content-Length: 5, 5\r\n")),
                argumentSet("two numbers", MessageError.LENGTH, with("Content-Length: 5 5\r\n")),
                argumentSet("a number that is folded", MessageError.LENGTH, with("Content-Length: 1\r\n 0\r\n")),
                argumentSet("hexadecimal", MessageError.LENGTH, with("Content-Length: 0x10\r\n")),
                argumentSet("ten digits", MessageError.LENGTH, with("Content-Length: 0000000005\r\n")),
                argumentSet("the kill packet", MessageError.LENGTH, with("Content-Length: 2147483647\r\n")),
                argumentSet("more than an int", MessageError.LENGTH, with("Content-Length: 99999999999999999999\r\n")),
                argumentSet("nine digits", MessageError.BODY_TOO_LONG, with("Content-Length: 999999999\r\n")),
                argumentSet("one octet too many", MessageError.BODY_TOO_LONG, with("Content-Length: 101\r\n")),
                argumentSet("a name with a blank in it", MessageError.LENGTH_MISSING, with("Content Length: 5\r\n")),
                argumentSet(
                        "one in a fold only",
                        MessageError.LENGTH_MISSING,
                        with("Subject: x\r\n Content-Length: 5\r\n")),
                argumentSet("bare LF", MessageError.LINE_END, with("l: 0\nTo: x\r\n")),
                argumentSet("bare CR", MessageError.LINE_END, with("l: 0\rTo: x\r\n")),
                argumentSet("bare CR at the end", MessageError.LINE_END, "OPTIONS sip:a SIP/2.0\r\nl: 0\r\n\rX"),
                argumentSet("CR CR LF", MessageError.LINE_END, with("l: 0\r\r\n")),
                argumentSet("bare LF in the start line", MessageError.LINE_END, "OPTIONS sip:a SIP/2.0\nl: 0\r\n\r\n"),
                argumentSet("bare LF before the start line", MessageError.LINE_END, "\n" + with("l: 0\r\n")),
                argumentSet("bare CR before the start line", MessageError.LINE_END, "\r" + with("l: 0\r\n")),
                argumentSet("TLS on the wrong port", MessageError.NOT_SIP, "\u0016\u0003\u0001"),
                argumentSet("a zero after a CR", MessageError.LINE_END, "\r\0\n" + with("l: 0\r\n")),
                argumentSet("a blank first", MessageError.NOT_SIP, " " + with("l: 0\r\n")),
                argumentSet(
                        "header without end",
                        MessageError.HEADER_TOO_LONG,
                        with("X: " + "x".repeat(600) + "\r\nl: 0\r\n")),
                argumentSet("start line without end", MessageError.HEADER_TOO_LONG, "O".repeat(501)));
    }

    @Test
    void takesAHeaderOfExactlyTheLimit() throws Exception {
        var shortOne = with("l: 0\r\nX: ");
        var message = with("l: 0\r\nX: " + "x".repeat(500 - shortOne.length() - 2) + "\r\n");

        feed(message);

        assertEquals(500, message.length());
        assertEquals(List.of(message), seen.all);
    }

    @ParameterizedTest
    @MethodSource("keepAlives")
    void answersEachKeepAliveOnce(String stream, int pings) throws Exception {
        feed(stream);

        assertEquals(pings, seen.all.stream().filter(PING::equals).count());
    }

    static List<Arguments> keepAlives() {
        return List.of(
                argumentSet("a pong is not a ping", "\r\n", 0),
                argumentSet("one", "\r\n\r\n", 1),
                argumentSet("octets of zero, which some stacks send", "\0\0\r\n\0\r\n\0", 1),
                argumentSet("one and a half", "\r\n\r\n\r\n", 1),
                argumentSet("two", "\r\n\r\n\r\n\r\n", 2),
                argumentSet("a stray line end before each message", "\r\n" + with("l: 0\r\n") + "\r\n", 0),
                argumentSet("before and behind a message", "\r\n\r\n" + with("l: 0\r\n") + "\r\n\r\n", 2),
                argumentSet("not in a body", with("l: 8\r\n") + "\r\n\r\n\r\n\r\n", 0));
    }

    @Test
    void theLengthOfOneMessageIsNotInheritedByTheNext() throws Exception {
        feed(with("Content-Length: 5\r\n") + "12345" + with("l: 0\r\n"));
        var e = assertThrows(FramingException.class, () -> feed(with("")));

        assertEquals(2, seen.all.size());
        assertEquals(MessageError.LENGTH_MISSING, e.error());
    }

    @Test
    void nothingIsReadBehindAViolation() throws Exception {
        assertThrows(FramingException.class, () -> feed(with("l: x\r\n") + with("l: 0\r\n")));
        feed(with("l: 0\r\n"));

        assertEquals(List.of(), seen.all);
        assertTrue(framer.isEmpty());
    }

    @Test
    void nothingIsReadOnceClosedInTheMidstOfMessages() throws Exception {
        var closing = new MessageFramer.Sink() {
            private int messages;

            @Override
            public void message(byte[] message) {
                messages++;
                framer.close();
            }

            @Override
            public void ping() {}
        };

        framer.feed((with("l: 0\r\n") + with("l: 0\r\n")).getBytes(ISO_8859_1), closing);

        assertEquals(1, closing.messages);
    }

    @Test
    void everySplitOfAStreamGivesTheSame() throws Exception {
        var stream = String.join("", mixed());
        feed(stream);
        var whole = List.copyOf(seen.all);

        for (int first = 0; first <= stream.length(); first++) {
            assertEquals(whole, split(stream, first), "split at " + first);
        }
        assertEquals(whole, byteByByte(stream));
        assertEquals(mixed().stream().filter(piece -> !piece.isBlank()).toList(), messages(whole));
        assertEquals(3, whole.size() - messages(whole).size());
    }

    private static List<String> mixed() {
        return List.of(
                with("l: 0\r\n"),
                "\r\n\r\n",
                with("Content-Length : 10\r\n") + "0123456789",
                "\r\n",
                with("Subject: x\r\n l: 77\r\nl:\r\n 3\r\n") + "\r\n\r",
                "\r\n\r\n\r\n\r\n",
                "SIP/2.0 200 OK\r\nVIA: a\r\ncontent-length:\t16 \r\n\r\nl: 9\r\n\r\nINVITE s",
                with("L: 0\r\n"));
    }

    private static List<String> messages(List<String> seen) {
        return seen.stream().filter(piece -> !piece.equals(PING)).toList();
    }

    private static List<String> split(String stream, int at) throws FramingException {
        return pieces(Stream.of(stream.substring(0, at), stream.substring(at)).toList());
    }

    private static List<String> byteByByte(String stream) throws FramingException {
        return pieces(stream.chars().mapToObj(c -> String.valueOf((char) c)).toList());
    }

    private static List<String> pieces(List<String> pieces) throws FramingException {
        var framer = new MessageFramer(LIMITS.maxHeader(), LIMITS.maxBody());
        var seen = new Seen();
        for (var piece : pieces) {
            var padded = ("##" + piece + "##").getBytes(ISO_8859_1);
            framer.feed(padded, 2, piece.length(), seen);
        }
        return seen.all;
    }

    private void feed(String stream) throws FramingException {
        framer.feed(stream.getBytes(ISO_8859_1), seen);
    }

    private void feedByteByByte(String stream) throws FramingException {
        for (byte octet : stream.getBytes(ISO_8859_1)) {
            framer.feed(new byte[] {octet}, seen);
        }
    }

    private static String with(String fields) {
        return "OPTIONS sip:a@b SIP/2.0\r\nVia: x\r\n" + fields + "\r\n";
    }
}
