package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.http.RawVerifier.INVALID;
import static org.sipverify.verifier.http.RawVerifier.VALID;
import static org.sipverify.verifier.http.RawVerifier.ok;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.http.RawVerifier.Script;

/** Which connection a question goes over. */
@Timeout(120)
class KeptConnectionsTest {
    private static final Verification PROVED = Verification.valid(Samples.ORIG);
    private static final Script ANSWERS = wire -> {
        while (true) {
            wire.note(wire.question());
            wire.say(ok(VALID));
        }
    };

    @Test
    void manyQuestionsGoOverOneConnection() throws Exception {
        try (var peer = new RawVerifier(ANSWERS)) {
            var verifier = verifier(peer, "");
            for (int i = 0; i < 50; i++) {
                assertEquals(PROVED, ask(verifier));
            }

            assertEquals(1, peer.connections());
        }
    }

    @Test
    void questionsAtOnceGoOverConnectionsOfTheirOwn() throws Exception {
        var both = new CountDownLatch(2);
        Script together = wire -> {
            wire.question();
            both.countDown();
            both.await();
            wire.say(ok(VALID));
            wire.question();
            wire.say(ok(VALID));
        };
        var threads = Executors.newCachedThreadPool();
        try (var peer = new RawVerifier(together)) {
            var verifier = verifier(peer, "");

            var first = threads.submit(() -> ask(verifier));
            var second = threads.submit(() -> ask(verifier));

            assertEquals(List.of(PROVED, PROVED), List.of(first.get(), second.get()));
            assertEquals(PROVED, ask(verifier));
            assertEquals(2, peer.connections());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void asksAgainWhenAKeptConnectionBreaks() throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.question();
            wire.say(ok(VALID));
            wire.question();
            wire.socket().setSoLinger(true, 0);
        })) {
            var verifier = verifier(peer, "");

            assertEquals(PROVED, ask(verifier));
            assertEquals(PROVED, ask(verifier));
            assertEquals(2, peer.connections());
        }
    }

    @Test
    void asksAgainOnlyOnce() throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.question();
            if (wire.isFirst()) {
                wire.say(ok(VALID));
                wire.question();
            }
        })) {
            var verifier = verifier(peer, "");

            assertEquals(PROVED, ask(verifier));
            assertEquals(Verification.error(NoVerdict.VERIFIER_UNREACHABLE), ask(verifier));
            assertEquals(2, peer.connections());
        }
    }

    @ParameterizedTest
    @MethodSource
    void aConnectionIsNotUsedAgainAfter(String answer) throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.question();
            wire.say(answer);
            wire.note(wire.question());
        })) {
            var verifier = verifier(peer, "");
            ask(verifier);
            assertEquals("closed", peer.noted());

            ask(verifier);

            assertEquals(2, peer.connections());
        }
    }

    static Stream<Arguments> aConnectionIsNotUsedAgainAfter() {
        var body = "Content-Length: " + VALID.length() + "\r\n\r\n" + VALID;
        var chunks = "\r\n1a\r\n" + VALID + "\r\n0\r\n\r\n";
        return Stream.of(
                argumentSet("Connection: close", "HTTP/1.1 200 OK\r\nConnection: close\r\n" + body),
                argumentSet("HTTP/1.0", "HTTP/1.0 200 OK\r\n" + body),
                argumentSet("two answers in one", ok(VALID) + ok(INVALID)),
                argumentSet("a byte too many", ok(VALID) + " "),
                argumentSet(
                        "both framings",
                        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n" + chunks),
                argumentSet("too large", "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"),
                argumentSet("unsound", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"),
                argumentSet("101", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource
    void theVerifierMayRefuseAndKeepTheConnection(String answer) throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.question();
            wire.say(answer);
            wire.question();
            wire.say(ok(VALID));
        })) {
            var verifier = verifier(peer, "");
            ask(verifier);

            assertEquals(PROVED, ask(verifier));
            assertEquals(1, peer.connections());
        }
    }

    static Stream<Arguments> theVerifierMayRefuseAndKeepTheConnection() {
        return Stream.of(
                argumentSet("422", "HTTP/1.1 422 No\r\nContent-Length: 2\r\n\r\n{}"),
                argumentSet("500 without a body", "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
                argumentSet("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"));
    }

    /** One that lay idle would otherwise give this call the verdict of another. */
    @Test
    void anAnswerNobodyAskedForIsNotTaken() throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.question();
            wire.say(ok(VALID));
            if (wire.isFirst()) {
                wire.await("answered");
                wire.say(ok(INVALID));
                wire.awaitDelivered();
                wire.note("said");
            }
            wire.awaitClose();
        })) {
            var verifier = verifier(peer, "");
            ask(verifier);
            peer.tell("answered");
            assertEquals("said", peer.noted());

            assertEquals(PROVED, ask(verifier));
            assertEquals(2, peer.connections());
        }
    }

    @Test
    void aConnectionThatWasClosedMeanwhileCostsNoAttempt() throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.note(wire.question());
            wire.say(ok(VALID));
            wire.socket().shutdownOutput();
            wire.awaitDelivered();
            wire.note("over");
            wire.note("then " + wire.socket().getInputStream().read());
        })) {
            var verifier = verifier(peer, "");
            ask(verifier);
            assertEquals("POST /verify-callee HTTP/1.1", peer.noted());
            assertEquals("over", peer.noted());

            assertEquals(PROVED, ask(verifier));
            // The second connection may be told over before the first is seen closed.
            assertEquals(Set.of("then -1", "POST /verify-callee HTTP/1.1", "over"), noted(peer, 3));
        }
    }

    @Test
    void aConnectionIsClosedWhenItLayIdleForLong() throws Exception {
        try (var peer = new RawVerifier(ANSWERS)) {
            var verifier = verifier(peer, "keep-alive = 1 s, timeout = 300ms");

            Verification verification;
            do { // its time may be over before it has the answer
                verification = ask(verifier);
            } while (!verification.equals(PROVED));

            peer.awaitNoted("closed");
        }
    }

    @Test
    void aProxyIsToldTheWholeUrl() throws Exception {
        try (var proxy = new RawVerifier(ANSWERS)) {
            var verifier = verifier("http://verifier.example", proxy);

            assertEquals(PROVED, ask(verifier));
            assertEquals("POST http://verifier.example/verify-callee HTTP/1.1", proxy.noted());
        }
    }

    @Test
    void aProxyThatRefusesTheTunnelMakesTheVerifierUnreachable() throws Exception {
        try (var proxy = new RawVerifier(wire -> {
            wire.note(wire.upTo("\r\n\r\n").lines().findFirst().orElseThrow());
            wire.say("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            wire.awaitClose();
        })) {
            var verifier = verifier("https://verifier.example", proxy);

            assertEquals(Verification.error(NoVerdict.VERIFIER_UNREACHABLE), ask(verifier));
            assertEquals("CONNECT verifier.example:443 HTTP/1.1", proxy.noted());
        }
    }

    /** Everything by way of one proxy. */
    static final class OneProxy extends ProxySelector {
        private final int port;

        OneProxy(int port) {
            this.port = port;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", port)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Verifier verifier(RawVerifier peer, String settings) {
        var http = config("timeout = 1m, url = \"" + peer.url() + "\"\n" + settings)
                .http()
                .orElseThrow();
        return new HttpVerifier(http, SHARED);
    }

    private static Verifier verifier(String url, RawVerifier proxy) {
        return throughProxy(config("timeout = 1m, url = \"" + url + "\"").http().orElseThrow(), proxy);
    }

    static HttpVerifier throughProxy(VerifierConfig.Http http, RawVerifier proxy) {
        return new HttpVerifier(http, new OneProxy(proxy.port()), new AnswerWatch(System::nanoTime), SHARED);
    }

    private static Set<String> noted(RawVerifier peer, int times) throws InterruptedException {
        var notes = new HashSet<String>();
        for (int i = 0; i < times; i++) {
            notes.add(peer.noted());
        }
        return notes;
    }
}
