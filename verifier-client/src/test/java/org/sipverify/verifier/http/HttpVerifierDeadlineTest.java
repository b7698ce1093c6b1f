package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.credentials;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
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
            var verification = verifier(scheme, peer, "300ms").verify(credentials(JWT), CALL);

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
                verifier.verify(credentials(JWT), CALL);
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
            assertEquals(
                    Verification.error(NoVerdict.VERIFIER_ERROR),
                    verifier("http", peer, "1m").verify(credentials(JWT), CALL));
            assertEquals("closed", peer.noted());
        }
    }

    @Test
    void reportsAPeerThatHangsUp() throws Exception {
        try (var peer = new RawVerifier(wire -> wire.socket().close())) {
            assertEquals(
                    Verification.error(NoVerdict.VERIFIER_UNREACHABLE),
                    verifier("http", peer, "1m").verify(credentials(JWT), CALL));
        }
    }

    @ParameterizedTest
    @MethodSource
    void interruptionAbortsTheExchange(ThreadFactory threads, String scheme, Script script) throws Exception {
        try (var peer = new RawVerifier(script)) {
            var outcome = new AtomicReference<Object>();
            var verifier = verifier(scheme, peer, "1m");
            var thread = threads.newThread(() -> {
                try {
                    outcome.set(verifier.verify(credentials(JWT), CALL));
                } catch (InterruptedException e) {
                    outcome.set(e);
                }
            });

            thread.start();
            assertEquals("asked", peer.noted());
            thread.interrupt();
            thread.join(Duration.ofMinutes(1).toMillis());

            assertInstanceOf(InterruptedException.class, outcome.get());
            assertEquals("closed", peer.noted());
        }
    }

    static Stream<Arguments> interruptionAbortsTheExchange() {
        return Stream.of(
                argumentSet("platform thread", (ThreadFactory) Thread::new, "http", SILENT),
                argumentSet("platform thread, TLS", (ThreadFactory) Thread::new, "https", NO_HANDSHAKE),
                argumentSet("virtual thread", virtual(), "http", SILENT),
                argumentSet("virtual thread, TLS", virtual(), "https", NO_HANDSHAKE));
    }

    /** As the server makes them, from JDK 21 on; platform threads before that. */
    private static ThreadFactory virtual() {
        try {
            var builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException beforeJdk21) {
            return Thread::new;
        }
    }

    @Test
    void anInterruptedThreadDoesNotAsk() throws Exception {
        try (var peer = new RawVerifier(SILENT)) {
            var verifier = verifier("http", peer, "1m");
            Thread.currentThread().interrupt();

            assertInstanceOf(InterruptedException.class, thrownBy(verifier));
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }

    /** A host that takes no connection: the queue of those to be accepted is full. */
    @Test
    void givesUpConnecting() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var first = new Socket(full.getInetAddress(), full.getLocalPort());
                var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertTrue(first.isConnected() && second.isConnected());

            var verification = new HttpVerifier(
                            config("url = \"http://127.0.0.1:" + full.getLocalPort() + "\", timeout = 300ms")
                                    .http()
                                    .orElseThrow())
                    .verify(credentials(JWT), CALL);

            assertEquals(Verification.error(NoVerdict.VERIFIER_TIMEOUT), verification);
        }
    }

    private static Object thrownBy(Verifier verifier) throws IOException {
        try {
            return verifier.verify(credentials(JWT), CALL);
        } catch (InterruptedException e) {
            return e;
        }
    }

    private static Verifier verifier(String scheme, RawVerifier peer, String timeout) {
        var url = scheme + "://127.0.0.1:" + peer.port();
        return new HttpVerifier(
                config("url = \"" + url + "\", timeout = " + timeout).http().orElseThrow());
    }
}
