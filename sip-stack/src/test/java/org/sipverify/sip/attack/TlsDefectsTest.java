package org.sipverify.sip.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportLimits.Backlog;
import org.sipverify.sip.transport.TransportLimits.Connections;
import org.sipverify.sip.transport.TransportLimits.MessageSize;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;

/** Attacks on the running server over TLS; docs/reference/jain-sip-defects.md says what the stock transports do. */
class TlsDefectsTest extends AttackedOverTls {
    /** 100 connections with a limit of 4; each kind of failed handshake gives its place back, and few are told. */
    @ParameterizedTest
    @MethodSource
    void aFailedHandshakeGivesItsPlaceBack(String garbage, String reason) throws Exception {
        tls.limits(few(4)).start();
        var begun = System.nanoTime();

        for (var i = 0; i < 100; i++) {
            try (var attacker = new TcpPeer(tls.port())) {
                attacker.writeUnlessClosed(garbage.getBytes(ISO_8859_1));
                assertTrue(attacker.ends(), "connection " + i);
            }
        }

        Eventually.isTrue(() -> tls.failures() == 100);
        Eventually.isTrue(() -> log.lines().stream().anyMatch(line -> line.endsWith(": " + reason)));
        var told = log.lines().stream()
                .filter(line -> line.contains("no TLS with"))
                .count();
        var minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - begun) + 1;
        assertTrue(told >= 1 && told <= 10 * minutes, "lines: " + told);
    }

    static Stream<Arguments> aFailedHandshakeGivesItsPlaceBack() {
        return Stream.of(
                argumentSet("SIP on the wrong port", "OPTIONS sip:a@b SIP/2.0\r\n\r\n", "no TLS but something else"),
                argumentSet(
                        "a handshake record with nothing in it",
                        "\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000",
                        "a malformed message of the handshake"),
                argumentSet(
                        "a ClientHello of 16 MiB",
                        "\u0016\u0003\u0001@\u0000\u0001\u00ff\u00ff\u00ff" + "x".repeat(16380),
                        "a first message that is too long"));
    }

    @Test
    void aConnectionThatEndsInTheHandshakeGivesItsPlaceBack() throws Exception {
        tls.limits(few(4)).start();

        for (var i = 0; i < 100; i++) {
            try (var attacker = new TcpPeer(tls.port())) {
                attacker.write("\u0016\u0003\u0001".getBytes(ISO_8859_1));
            }
            Eventually.isTrue(this::letsIn);
        }
    }

    @Test
    void aHugeContentLengthAfterAHandshakeEndsOneConnection() throws Exception {
        tls.start();

        for (var i = 0; i < 20; i++) {
            try (var attacker = TcpPeer.secure(tls.port(), CA.trusting())) {
                attacker.write(attacker.request("INVITE")
                        .toString()
                        .replace("Content-Length: 0", "Content-Length: 2147483647"));

                assertTrue(attacker.ends());
            }
        }
    }

    /** 50 callers shake hands ten times each, and on until OPTIONS was answered ten times over UDP and over TCP. */
    @Tag("slow")
    @Test
    void handshakesDoNotHoldOthersUp() throws Exception {
        tls.start();
        var unanswered = new CountDownLatch(10);
        var callers = Executors.newFixedThreadPool(50);
        var done = new ArrayList<Future<Integer>>();
        try (var udp = new UdpPeer(tls.plainPort());
                var tcp = new TcpPeer(tls.plainPort())) {
            for (var i = 0; i < 50; i++) {
                done.add(callers.submit(() -> shakeHands(unanswered)));
            }
            for (; unanswered.getCount() > 0; unanswered.countDown()) {
                udp.send(Message.of("OPTIONS", udp.port()).toString());
                assertTrue(udp.receiveFinal().startsWith("SIP/2.0 200"));
                tcp.write(tcp.request("OPTIONS").toString());
                assertTrue(tcp.read().startsWith("SIP/2.0 200"));
            }
            for (var handshakes : done) {
                assertTrue(handshakes.get(2, TimeUnit.MINUTES) >= 10);
            }
        } finally {
            callers.shutdownNow();
        }

        assertEquals(0, tls.failures());
    }

    private int shakeHands(CountDownLatch unanswered) throws IOException {
        var times = 0;
        for (; times < 10 || unanswered.getCount() > 0; times++) {
            TcpPeer.secure(tls.port(), CA.trusting()).close();
        }
        return times;
    }

    /** 200 raw sockets that say nothing: good callers are served. */
    @Test
    void aSilentPeerHoldsNoHandshake() throws Exception {
        tls.start();
        var silent = silent(200);

        assertTrue(letsIn());

        assertEquals(0, tls.failures(), "the silent ones are still there");
        for (var socket : silent) {
            socket.close();
        }
    }

    @Test
    void aSilentPeerIsShownOut() throws Exception {
        tls.handshakeTimeout(Duration.ofSeconds(2)).start();

        for (var socket : silent(200)) {
            assertTrue(socket.ends());
            socket.close();
        }

        Eventually.isTrue(() -> tls.failures() == 200);
    }

    private List<TcpPeer> silent(int count) throws IOException {
        var silent = new ArrayList<TcpPeer>();
        for (var i = 0; i < count; i++) {
            silent.add(new TcpPeer(tls.port()));
        }
        return silent;
    }

    /** 20 renewals while 4 callers come and go: nobody is refused, and the last one is shown. */
    @Tag("slow")
    @Test
    void certificatesAreRenewedUnderLoad() throws Exception {
        tls.start();
        var callers = Executors.newFixedThreadPool(4);
        var done = new ArrayList<Future<Integer>>();
        for (var i = 0; i < 4; i++) {
            done.add(callers.submit(() -> {
                var calls = 0;
                for (; calls < 50; calls++) {
                    try (var caller = TcpPeer.secure(tls.port(), CA.trusting())) {
                        caller.assertServed();
                    }
                }
                return calls;
            }));
        }
        var renewed = CA.issue("dns:sip.example");
        for (var i = 0; i < 20; i++) {
            renewed = CA.issue("dns:sip.example");
            tls.certificate("ec", renewed);
            tls.server().tls().orElseThrow().reload();
        }

        for (var calls : done) {
            assertEquals(50, calls.get(2, TimeUnit.MINUTES));
        }
        callers.shutdown();
        try (var after = TcpPeer.secure(tls.port(), CA.trusting())) {
            assertEquals(renewed.certificate(), after.session().getPeerCertificates()[0]);
        }
        assertEquals(0, tls.failures());
    }

    @Test
    void whoDoesNotTrustUsIsTold() throws Exception {
        tls.start();

        assertThrows(
                SSLHandshakeException.class,
                () -> TcpPeer.secure(tls.port(), new CertificateAuthority("Other CA").trusting()));

        Eventually.isTrue(
                () -> log.lines().stream().anyMatch(line -> line.endsWith("the peer refused it: certificate_unknown")));
    }

    private static TransportLimits few(int connections) {
        return new TransportLimits(
                new MessageSize(16 << 10, 64 << 10),
                new Backlog(2000, Duration.ofSeconds(5)),
                new Connections(connections, connections, Duration.ofMinutes(1), Duration.ofSeconds(10), 1 << 20));
    }
}
