package org.sipverify.sip.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.TcpPeer;

/** Attacks on the framing of the running server over TCP; docs/reference/jain-sip-defects.md says what the stock transports do. */
class StreamFramingDefectsTest extends AttackedOverTcp {
    @Test
    void aHugeContentLengthAllocatesNothing() throws Exception {
        try (var attacker = new TcpPeer(server.port())) {
            attacker.write(
                    attacker.request("INVITE").toString().replace("Content-Length: 0", "Content-Length: 2147483647"));

            assertTrue(attacker.ends());
        }
    }

    @Test
    void twoContentLengthsSmuggleNothing() throws Exception {
        try (var attacker = new TcpPeer(server.port())) {
            var inner = attacker.request("OPTIONS").toString();
            var outer = attacker.request("OPTIONS")
                    .with("Content-Length: " + inner.length())
                    .toString();
            attacker.write(outer + inner);

            var answers = attacker.read(2);

            assertTrue(answers.size() <= 1, answers.toString());
            assertTrue(attacker.ends());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-20, -1, 0, 1, 20})
    void theSizeLimitIsThatOfTheWire(int beyond) throws Exception {
        try (var attacker = new TcpPeer(server.port())) {
            var calls = server.calls();
            var inner = attacker.request("INVITE").toString();
            var body = inner + "x".repeat((64 << 10) + beyond - inner.length());
            attacker.writeUnlessClosed(
                    attacker.request("OPTIONS").toString().replace("Length: 0", "Length: " + body.length()) + body);

            var answer = attacker.read();

            assertTrue(answer.startsWith(beyond <= 0 ? "SIP/2.0 200" : "SIP/2.0 400"), answer);
            assertEquals(List.of(), attacker.read(1, 500));
            assertEquals(calls, server.calls(), "the body was taken for a call");
        }
    }

    @Test
    void aBadHeaderGetsA400AndTheConnectionLives() throws Exception {
        try (var trunk = new TcpPeer(server.port())) {
            var calls = server.calls();
            var inner = trunk.request("INVITE").toString();
            var bad = trunk.request("OPTIONS")
                    .toString()
                    .replace("From: \"", "From: \"unclosed ")
                    .replace(" sip:+19995550001@x\" <", " <")
                    .replace("Length: 0", "Length: " + inner.length());
            trunk.write(bad + inner);
            trunk.write(trunk.request("OPTIONS").toString());

            var answers = trunk.read(2);

            assertEquals(2, answers.size(), answers.toString());
            assertTrue(answers.stream().anyMatch(answer -> answer.startsWith("SIP/2.0 400")), answers.toString());
            assertTrue(answers.stream().anyMatch(answer -> answer.startsWith("SIP/2.0 200")), answers.toString());
            assertEquals(calls, server.calls());
        }
    }

    @Test
    void aFieldThatTheParserWouldStumbleOverIsNotRead() throws Exception {
        try (var trunk = new TcpPeer(server.port())) {
            trunk.write(trunk.request("OPTIONS").with("Server: /").toString());
            trunk.write(trunk.request("OPTIONS").toString());

            var answers = trunk.read(2);

            assertEquals(2, answers.size(), answers.toString());
            assertTrue(answers.stream().allMatch(answer -> answer.startsWith("SIP/2.0 200")), answers.toString());
        }
    }

    @Test
    void eachMessageHasItsOwnLength() throws Exception {
        try (var stream = new TcpPeer(server.port())) {
            var five = stream.request("OPTIONS").toString().replace("Content-Length: 0", "Content-Length: 5");
            var compact = stream.request("OPTIONS").toString().replace("Content-Length: 0", "l: 0");
            var none = stream.request("OPTIONS").toString().replace("Content-Length: 0\r\n", "");
            stream.write(five + "12345" + compact + none);

            var answers = stream.read(3);

            assertEquals(
                    2,
                    answers.stream()
                            .filter(answer -> answer.startsWith("SIP/2.0 200"))
                            .count());
            assertTrue(stream.ends(), "without a length there is no telling where the next one begins");
        }
    }

    /** Each split on a connection of its own; a hundred at a time, so that the first parts arrive before the second. */
    @Tag("slow")
    @Test
    void tenMessagesSplitAtEveryByteGetTheSameTenAnswers() throws Exception {
        List<String> expected;
        int length;
        try (var whole = new TcpPeer(server.port())) {
            var text = pipeline(whole);
            whole.write(text);
            expected = statusLines(whole.read(10));
            length = text.length();
        }
        assertEquals(10, expected.size(), expected.toString());
        for (var first = 1; first < length; first += 100) {
            for (var split : splits(first, Math.min(length, first + 100))) {
                assertEquals(expected, statusLines(split.trunk().read(10)), "split at " + split.at());
                split.trunk().close();
            }
        }
    }

    private record Split(TcpPeer trunk, String text, int at) {}

    private List<Split> splits(int from, int to) throws Exception {
        var splits = new ArrayList<Split>();
        for (var at = from; at < to; at++) {
            var trunk = new TcpPeer(server.port());
            splits.add(new Split(trunk, pipeline(trunk), at));
            trunk.write(splits.get(at - from).text().substring(0, at));
        }
        TimeUnit.MILLISECONDS.sleep(20); // nothing tells that the server has read the first parts
        for (var split : splits) {
            split.trunk().write(split.text().substring(split.at()));
        }
        return splits;
    }

    @Test
    void extraLineEndsAreKeepAlives() throws Exception {
        try (var stream = new TcpPeer(server.port())) {
            stream.write("\r\n\r\n");
            assertEquals("\r\n", stream.raw(2), "a ping has its pong (RFC 5626 section 4.4.1)");

            stream.write("\r\n" + stream.request("OPTIONS") + "\r\n" + stream.request("OPTIONS"));

            assertEquals(2, stream.read(2).size());
        }
    }

    /** Ten requests, as short as they may be, with a fold, long and compact names, a body and keep-alives. */
    private static String pipeline(TcpPeer stream) {
        var text = new StringBuilder(request(stream, "INVITE", "Content-Length: 0", ""));
        for (var i = 0; i < 3; i++) {
            text.append(request(stream, "OPTIONS", "l:\r\n 0", "")).append("\r\n".repeat(i));
            text.append(request(stream, "REGISTER", "l : 4", "\r\n\r\n"));
            text.append(request(stream, "SWOOP", "L: 2", "l:"));
        }
        return text.toString();
    }

    private static String request(TcpPeer stream, String method, String length, String body) {
        var id = ThreadLocalRandom.current().nextLong();
        return """
                %1$s sip:a@b SIP/2.0
                v:SIP/2.0/TCP h:%2$d;branch=z9hG4bK%3$016x
                f:<sip:c@d>;tag=1
                t:<sip:a@b>
                i:%3$016x
                CSeq:1 %1$s
                %4$s

                """.formatted(method, stream.port(), id, length).replaceAll("(?<!\r)\n", "\r\n") + body;
    }

    private static List<String> statusLines(List<String> answers) {
        return answers.stream().map(answer -> answer.substring(0, 11)).sorted().toList();
    }
}
