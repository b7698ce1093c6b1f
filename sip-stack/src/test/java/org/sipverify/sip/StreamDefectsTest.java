package org.sipverify.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.transport.TransportLimits;

/** Attacks on the running server over TCP; the numbers are those of the known defects of the stock transports. */
class StreamDefectsTest {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final TransportLimits LIMITS = new TransportLimits(
            16 << 10,
            64 << 10,
            1000,
            Duration.ofSeconds(5),
            20_000,
            20_000,
            Duration.ofSeconds(3),
            Duration.ofMillis(800),
            64 << 10);

    private static int port;
    private static SipServer server;
    private static CountDownLatch release = new CountDownLatch(1);

    @BeforeAll
    static void start() throws Exception {
        port = Peer.freePort();
        var config = new SipConfig(
                "127.0.0.1", port, Set.of(Transport.TCP, Transport.UDP), "", 2000, 5, 1300, LIMITS, Samples.TRUSTING);
        server = SipServer.start(
                config,
                call -> {
                    CALLS.incrementAndGet();
                    if (call.invite().headers().first("X-Wait").isPresent()) {
                        release.await();
                    }
                    call.answer(new Answer(302, "Moved Temporarily").with("Contact", "<sip:pbx.example>"));
                },
                SipMeter.NONE);
    }

    @AfterAll
    static void stop() {
        release.countDown();
        server.close();
    }

    @AfterEach
    void stillServes() throws Exception {
        try (var good = new Trunk(port)) {
            good.write(good.request("OPTIONS").toString());
            assertTrue(good.read().startsWith("SIP/2.0 200"));
        }
    }

    @Test
    void defect15IdleConnectionsTakeNoThreads() throws Exception {
        var before = Thread.activeCount();
        var idle = new ArrayList<Trunk>();
        for (var i = 0; i < 500; i++) {
            idle.add(new Trunk(port));
        }

        assertTrue(Thread.activeCount() - before < 10, "threads: " + before + " then " + Thread.activeCount());
        for (var stream : idle) {
            stream.close();
        }
    }

    @Test
    void defects17And30AHugeContentLengthAllocatesNothing() throws Exception {
        try (var attacker = new Trunk(port)) {
            attacker.write(
                    attacker.request("INVITE").toString().replace("Content-Length: 0", "Content-Length: 2147483647"));

            assertTrue(attacker.endsWithin(2000));
        }
    }

    @Test
    void defect18TwoContentLengthsSmuggleNothing() throws Exception {
        try (var attacker = new Trunk(port)) {
            var inner = attacker.request("OPTIONS").toString();
            var outer = attacker.request("OPTIONS")
                    .with("Content-Length: " + inner.length())
                    .toString();
            attacker.write(outer + inner);

            var answers = attacker.read(2, 1000);

            assertTrue(answers.size() <= 1, answers.toString());
            assertTrue(attacker.endsWithin(2000));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-20, -1, 0, 1, 20})
    void defect19TheSizeLimitIsThatOfTheWire(int beyond) throws Exception {
        try (var attacker = new Trunk(port)) {
            var calls = CALLS.get();
            var inner = attacker.request("INVITE").toString();
            var body = inner + "x".repeat((64 << 10) + beyond - inner.length());
            attacker.write(
                    attacker.request("OPTIONS").toString().replace("Length: 0", "Length: " + body.length()) + body);

            var answers = attacker.read(2, 500);

            assertEquals(1, answers.size(), answers.toString());
            assertTrue(answers.get(0).startsWith(beyond <= 0 ? "SIP/2.0 200" : "SIP/2.0 400"), answers.toString());
            assertEquals(calls, CALLS.get(), "the body was taken for a call");
        }
    }

    @Test
    void defects20And21ABadHeaderGetsA400AndTheConnectionLives() throws Exception {
        try (var trunk = new Trunk(port)) {
            var calls = CALLS.get();
            var inner = trunk.request("INVITE").toString();
            var bad = trunk.request("OPTIONS")
                    .toString()
                    .replace("From: \"", "From: \"unclosed ")
                    .replace(" sip:+19995550001@x\" <", " <")
                    .replace("Length: 0", "Length: " + inner.length());
            trunk.write(bad + inner);
            trunk.write(trunk.request("OPTIONS").toString());

            var answers = trunk.read(2, 2000);

            assertEquals(2, answers.size(), answers.toString());
            assertTrue(answers.stream().anyMatch(answer -> answer.startsWith("SIP/2.0 400")), answers.toString());
            assertTrue(answers.stream().anyMatch(answer -> answer.startsWith("SIP/2.0 200")), answers.toString());
            assertEquals(calls, CALLS.get());
        }
    }

    @Test
    void defect22AnExceptionOfTheParserIsA400() throws Exception {
        try (var trunk = new Trunk(port)) {
            trunk.write(trunk.request("OPTIONS").with("Server: /").toString());
            trunk.write(trunk.request("OPTIONS").toString());

            var answers = trunk.read(2, 2000);

            assertEquals(2, answers.size(), answers.toString());
            assertTrue(answers.stream().anyMatch(answer -> answer.startsWith("SIP/2.0 400")), answers.toString());
            assertTrue(answers.stream().anyMatch(answer -> answer.startsWith("SIP/2.0 200")), answers.toString());
        }
    }

    @Test
    void defects25And26NobodyIsDialled() throws Exception {
        try (var bait = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            bait.setSoTimeout(1500);
            try (var attacker = new Trunk(port)) {
                var via = "SIP/2.0/TCP 127.0.0.1:" + bait.getLocalPort();
                attacker.write(
                        attacker.request("INVITE").via(via).with("X-Wait: yes").toString());
                TimeUnit.MILLISECONDS.sleep(200);
            }
            release.countDown();
            try (var dialled = bait.accept()) {
                throw new AssertionError("the server called " + dialled.getRemoteSocketAddress());
            } catch (SocketTimeoutException expected) {
                assertTrue(release.getCount() == 0);
            } finally {
                release = new CountDownLatch(1);
            }
        }
    }

    @Test
    void defect27APeerThatDoesNotReadIsCutOff() throws Exception {
        try (var deaf = new Trunk(port)) {
            var many = new StringBuilder();
            for (var i = 0; i < 200; i++) {
                many.append(deaf.request("OPTIONS").with("X-Pad: " + "p".repeat(500)));
            }
            var closed = false;
            try {
                for (var i = 0; i < 400; i++) {
                    deaf.write(many.toString());
                }
            } catch (IOException e) {
                closed = true;
            }
            assertTrue(closed || deaf.endsWithin(5000), "a slow reader keeps its connection");
        }
    }

    @Test
    void defect29ATricklingAndASilentConnectionEnd() throws Exception {
        try (var trickle = new Trunk(port);
                var silent = new Trunk(port)) {
            trickle.write("OPTIONS sip:");

            assertTrue(trickle.endsWithin(2500), "a message that never ends");
            assertTrue(silent.endsWithin(5000), "a connection that says nothing");
        }
    }

    @Test
    void defect31EachMessageHasItsOwnLength() throws Exception {
        try (var stream = new Trunk(port)) {
            var five = stream.request("OPTIONS").toString().replace("Content-Length: 0", "Content-Length: 5");
            var compact = stream.request("OPTIONS").toString().replace("Content-Length: 0", "l: 0");
            var none = stream.request("OPTIONS").toString().replace("Content-Length: 0\r\n", "");
            stream.write(five + "12345" + compact + none);

            var answers = stream.read(3, 1000);

            assertEquals(
                    2,
                    answers.stream()
                            .filter(answer -> answer.startsWith("SIP/2.0 200"))
                            .count());
            assertTrue(stream.endsWithin(2000), "without a length there is no telling where the next one begins");
        }
    }

    @Test
    void defect32TenMessagesSplitAtEveryByteGetTenAnswers() throws Exception {
        try (var whole = new Trunk(port)) {
            var template = pipeline(whole);
            whole.write(template);
            var expected = statusLines(whole.read(10, 3000));
            assertEquals(10, expected.size());
            for (var split = 1; split < template.length(); split += 7) {
                try (var stream = new Trunk(port)) {
                    var text = pipeline(stream);
                    var at = Math.min(split, text.length() - 1);
                    stream.write(text.substring(0, at));
                    stream.write(text.substring(at));

                    assertEquals(expected, statusLines(stream.read(10, 3000)), "split at " + at);
                }
            }
        }
    }

    @Test
    void defect32ExtraLineEndsAreKeepAlives() throws Exception {
        try (var stream = new Trunk(port)) {
            stream.write("\r\n\r\n");
            assertEquals("\r\n", stream.raw(2), "a ping has its pong (RFC 5626 section 4.4.1)");

            stream.write("\r\n" + stream.request("OPTIONS") + "\r\n" + stream.request("OPTIONS"));

            assertEquals(2, stream.read(2, 2000).size());
        }
    }

    @Test
    void defect33InviteAndCancelInOneWriteStayInOrder() throws Exception {
        for (var i = 0; i < 50; i++) {
            try (var stream = new Trunk(port)) {
                var invite = stream.request("INVITE").with("X-Wait: yes");
                stream.write(invite.toString() + invite.as("CANCEL"));

                var answers = stream.read(2, 3000);

                assertTrue(answers.get(0).startsWith("SIP/2.0 200"), answers.toString());
                assertTrue(answers.get(1).startsWith("SIP/2.0 487"), answers.toString());
            }
        }
    }

    @Test
    void defect35TheFirstMessageOfANewConnectionIsNotLost() throws Exception {
        for (var i = 0; i < 300; i++) {
            try (var stream = new Trunk(port)) {
                stream.write(stream.request("OPTIONS").toString());

                assertTrue(stream.read().startsWith("SIP/2.0 200"), "connection " + i);
            }
        }
    }

    @Test
    void aMessageForAnotherTransportIsRefused() throws Exception {
        try (var stream = new Trunk(port)) {
            stream.write(stream.request("OPTIONS")
                    .via("SIP/2.0/UDP 127.0.0.1:" + stream.port())
                    .toString());

            assertTrue(stream.read().startsWith("SIP/2.0 400"));
        }
    }

    private static String pipeline(Trunk stream) {
        var text = new StringBuilder();
        for (var i = 0; i < 5; i++) {
            text.append(stream.request("OPTIONS").branch("z9hG4bK-" + UUID.randomUUID()));
            text.append(i % 2 == 0 ? "\r\n" : "");
            text.append(stream.request("REGISTER").toString().replace("Content-Length: 0", "l : 4") + "\r\n\r\n");
        }
        return text.toString();
    }

    private static List<String> statusLines(List<String> answers) {
        return answers.stream().map(answer -> answer.substring(0, 11)).sorted().toList();
    }
}
