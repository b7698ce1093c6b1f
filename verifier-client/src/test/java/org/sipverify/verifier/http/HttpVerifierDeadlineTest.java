package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.credentials;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.http.RawVerifier.Script;

/** Questions that take too long, or are given up. */
@Timeout(120)
class HttpVerifierDeadlineTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final Script SILENT = wire -> {
        wire.question();
        wire.note("asked");
        wire.awaitClose();
    };
    private static final Script NO_HANDSHAKE = wire -> {
        wire.socket().getInputStream().read();
        wire.note("asked");
        wire.awaitClose();
    };

    /** What trickles takes more than 15 seconds in all, and each piece less than the time-out. */
    @ParameterizedTest
    @MethodSource
    void givesUpWhenItsTimeIsOver(String scheme, Script script) throws Exception {
        try (var peer = new RawVerifier(script)) {

            long start = System.nanoTime();
            var verification = ask(verifier(scheme, peer, "300ms"));

            assertEquals(Verification.error(NoVerdict.VERIFIER_TIMEOUT), verification);
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 15);
        }
    }

    static Stream<Arguments> givesUpWhenItsTimeIsOver() {
        return Stream.of(
                argumentSet("no headers come", "http", SILENT),
                argumentSet("no handshake comes", "https", NO_HANDSHAKE),
                argumentSet("headers trickle", "http", after("", OK + "X-Slow: " + "x".repeat(1000))),
                argumentSet("the body trickles", "http", after(OK + "Content-Length: 1000\r\n\r\n", "{".repeat(1000))),
                argumentSet(
                        "chunks trickle",
                        "http",
                        after(OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n{\r\n".repeat(99))),
                argumentSet("an interim answer, then nothing", "http", after("HTTP/1.1 103 Early Hints\r\n\r\n", "")));
    }

    private static Script after(String first, String rest) {
        return wire -> {
            wire.question();
            wire.say(first);
            wire.trickle(rest);
            wire.awaitClose();
        };
    }

    @Test
    void closesTheConnectionWhenItsTimeIsOver() throws Exception {
        try (var peer = new RawVerifier(SILENT)) {
            var verifier = verifier("http", peer, "300ms");

            do { // its time may be over before it has asked
                ask(verifier);
            } while (!peer.hasNoted("asked"));

            peer.awaitNoted("asked");
            peer.awaitNoted("closed");
        }
    }

    @Test
    void stopsReadingABodyWithoutEnd() throws Exception {
        Script endless = wire -> {
            wire.question();
            wire.say(OK + "\r\n");
            while (true) {
                wire.say(" ".repeat(8192));
            }
        };
        try (var peer = new RawVerifier(endless)) {
            assertEquals(Verification.error(NoVerdict.VERIFIER_ERROR), ask(verifier("http", peer, "1m")));
            assertEquals("closed", peer.noted());
        }
    }

    @Test
    void reportsAPeerThatHangsUp() throws Exception {
        try (var peer = new RawVerifier(wire -> wire.socket().close())) {
            assertEquals(Verification.error(NoVerdict.VERIFIER_UNREACHABLE), ask(verifier("http", peer, "1m")));
        }
    }

    @ParameterizedTest
    @MethodSource
    void cancellingAbortsTheExchange(String scheme, Script script) throws Exception {
        try (var peer = new RawVerifier(script)) {
            var answers = new LinkedBlockingQueue<Verification>();
            var question = verifier(scheme, peer, "1m").verify(credentials(JWT), CALL, answers::add);
            assertEquals("asked", peer.noted());

            question.cancel();
            question.cancel();

            assertEquals("closed", peer.noted());
            assertEquals(List.of(), List.copyOf(answers));
        }
    }

    static Stream<Arguments> cancellingAbortsTheExchange() {
        return Stream.of(argumentSet("plain", "http", SILENT), argumentSet("TLS", "https", NO_HANDSHAKE));
    }

    /** A host that takes no connection: the queue of those to be accepted is full. */
    @Test
    void givesUpConnecting() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var first = new Socket(full.getInetAddress(), full.getLocalPort());
                var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertTrue(first.isConnected() && second.isConnected());

            var http = config("url = \"http://127.0.0.1:" + full.getLocalPort() + "\", timeout = 300ms")
                    .http()
                    .orElseThrow();
            var verification = ask(new HttpVerifier(http, SHARED));

            assertEquals(Verification.error(NoVerdict.VERIFIER_TIMEOUT), verification);
        }
    }

    private static Verifier verifier(String scheme, RawVerifier peer, String timeout) {
        var url = scheme + "://127.0.0.1:" + peer.port();
        var http = config("url = \"" + url + "\", timeout = " + timeout).http().orElseThrow();
        return new HttpVerifier(http, SHARED);
    }
}
