package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.http.RawVerifier.INVALID;
import static org.sipverify.verifier.http.RawVerifier.VALID;
import static org.sipverify.verifier.http.RawVerifier.ok;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;

/** Where an answer ends (RFC 9112 section 6), and what comes of those that do not tell. */
@Timeout(120)
class AnswerFramingTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String HALF = VALID.substring(0, 10);
    private static final String REST = VALID.substring(10);

    @ParameterizedTest
    @MethodSource({"sound", "unusable", "broken"})
    void takesWhatTheAnswerComesTo(String answer, Verification expected) throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.question();
            wire.say(answer);
        })) {
            assertEquals(expected, ask(peer));
        }
    }

    static Stream<Arguments> sound() {
        var valid = Verification.valid(Samples.ORIG);
        return Stream.of(
                argumentSet("length", ok(VALID), valid),
                argumentSet("to the end of the connection", OK + "\r\n" + VALID, valid),
                argumentSet("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n" + VALID, valid),
                argumentSet("a chunk", CHUNKED + chunk(VALID) + "0\r\n\r\n", valid),
                argumentSet("two chunks", CHUNKED + chunk(HALF) + chunk(REST) + "0\r\n\r\n", valid),
                argumentSet("chunks and trailers", CHUNKED + chunk(VALID) + "0\r\nX-Sum: 1\r\n\r\n", valid),
                argumentSet("chunk extension", CHUNKED + "1a;x=y\r\n" + VALID + "\r\n0\r\n\r\n", valid),
                argumentSet("100 first", "HTTP/1.1 100 Continue\r\n\r\n" + ok(VALID), valid),
                argumentSet("103 first", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + ok(VALID), valid),
                argumentSet("folded header", OK + "X: a\r\n b\r\n" + length(VALID) + "\r\n" + VALID, valid),
                argumentSet("a second answer at once", ok(VALID) + ok(INVALID), valid),
                argumentSet("204", "HTTP/1.1 204 No Content\r\n\r\n", http("HTTP_204")),
                argumentSet("101, never asked for", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", http("HTTP_101")));
    }

    static Stream<Arguments> unusable() {
        var error = Verification.error(NoVerdict.VERIFIER_ERROR);
        return Stream.of(
                argumentSet("length is not a number", OK + "Content-Length: x\r\n\r\n" + VALID, error),
                argumentSet("length negative", OK + "Content-Length: -26\r\n\r\n" + VALID, error),
                argumentSet("length beyond long", OK + "Content-Length: 99999999999999999999\r\n\r\n" + VALID, error),
                argumentSet("length beyond the limit", OK + "Content-Length: 999999999\r\n\r\n" + VALID, error),
                argumentSet("two lengths", OK + "Content-Length: 1\r\n" + length(VALID) + "\r\n" + VALID, error),
                argumentSet("length too short", OK + "Content-Length: 10\r\n\r\n" + VALID, error),
                argumentSet("length twice, the same", OK + length(VALID) + length(VALID) + "\r\n" + VALID, error),
                argumentSet("half a status line", "HTTP/1.1 20", error),
                argumentSet("half the headers", OK + "X: y\r\n", error),
                argumentSet("gzip encoding", OK + "Transfer-Encoding: gzip\r\n\r\n" + VALID, error),
                argumentSet(
                        "gzip content",
                        OK + "Content-Encoding: gzip\r\n" + length("\u001f\u008b") + "\r\n\u001f\u008b",
                        error),
                argumentSet("chunk size is not a number", CHUNKED + "zz\r\n" + VALID + "\r\n0\r\n\r\n", error),
                argumentSet("chunk size negative", CHUNKED + "-1\r\n" + VALID + "\r\n0\r\n\r\n", error),
                argumentSet("chunk longer than its size", CHUNKED + "5\r\n" + VALID + "\r\n0\r\n\r\n", error),
                argumentSet("chunks beyond the limit", CHUNKED + chunk(" ".repeat(1 << 20)), error),
                argumentSet("101 headers", OK + "X: y\r\n".repeat(101) + length(VALID) + "\r\n" + VALID, error),
                argumentSet("long header", OK + "X: " + "y".repeat(9000) + "\r\n\r\n" + VALID, error),
                argumentSet("header without end", OK + "X: " + "y".repeat(1 << 20), error),
                argumentSet("trailer flood", CHUNKED + chunk(VALID) + "0\r\n" + "X: y\r\n".repeat(101) + "\r\n", error),
                argumentSet("interim flood", "HTTP/1.1 100 Continue\r\n\r\n".repeat(9) + ok(VALID), error),
                argumentSet("HTTP/2", "HTTP/2.0 200 OK\r\n\r\n", error),
                argumentSet("no HTTP", "SIP/2.0 200 OK\r\n\r\n", error),
                argumentSet("status is not a number", "HTTP/1.1 abc OK\r\n\r\n", error),
                argumentSet("status 99", "HTTP/1.1 099 OK\r\n\r\n", error));
    }

    static Stream<Arguments> broken() {
        var unreachable = Verification.error(NoVerdict.VERIFIER_UNREACHABLE);
        return Stream.of(
                argumentSet("nothing", "", unreachable),
                argumentSet("half the body", OK + length(VALID) + "\r\n" + HALF, unreachable),
                argumentSet("half a chunk", CHUNKED + "1a\r\n" + HALF, unreachable),
                argumentSet("no last chunk", CHUNKED + chunk(VALID), unreachable),
                argumentSet("no answer after an interim one", "HTTP/1.1 100 Continue\r\n\r\n", unreachable));
    }

    private static String length(String body) {
        return "Content-Length: " + body.length() + "\r\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static Verification http(String rawError) {
        return Verification.error(NoVerdict.VERIFIER_ERROR, rawError);
    }

    private static Verification ask(RawVerifier peer) {
        var http = config("timeout = 1m, url = \"" + peer.url() + "\"").http().orElseThrow();
        return Samples.ask(new HttpVerifier(http, SHARED));
    }
}
