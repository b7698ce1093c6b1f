package org.sipverify.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.tls.CertificateAuthority;
import org.sipverify.sip.transport.TransportLimits;

/** Attacks on the running server over TLS; the numbers are those of the known defects of the stock transports. */
class TlsDefectsTest {
    private static final CertificateAuthority CA = new CertificateAuthority("Test CA");

    @TempDir
    private Path directory;

    private CapturedLog log;
    private TlsSamples tls;

    @BeforeEach
    void prepare() {
        log = new CapturedLog("org.sipverify.sip");
        tls = new TlsSamples(directory).certificate("ec", CA.issue("dns:sip.example"));
    }

    @AfterEach
    void stillServes() throws Exception {
        try (var good = Trunk.secure(tls.port(), CA.trusting())) {
            TlsServerTest.assertServed(good);
        } finally {
            tls.close();
            log.close();
        }
        assertEquals(
                List.of(),
                log.lines().stream().filter(line -> line.startsWith("ERROR")).toList());
    }

    /** 100 connections with a limit of 4; each kind of failed handshake gives its place back, and few are told. */
    @ParameterizedTest
    @MethodSource
    void defect23AFailedHandshakeGivesItsPlaceBack(String garbage) throws Exception {
        tls.limits(few(4)).start();

        for (var i = 0; i < 100; i++) {
            try (var attacker = new Trunk(tls.port())) {
                attacker.write(garbage.getBytes(ISO_8859_1));
                assertTrue(attacker.endsWithin(5000), "connection " + i);
            }
        }

        Eventually.isTrue(() -> tls.failures() == 100);
        var told = log.lines().stream()
                .filter(line -> line.contains("no TLS with"))
                .count();
        assertTrue(told >= 1 && told <= 10, "lines: " + told);
    }

    static Stream<Arguments> defect23AFailedHandshakeGivesItsPlaceBack() {
        return Stream.of(
                argumentSet("SIP on the wrong port", "OPTIONS sip:a@b SIP/2.0\r\n\r\n"),
                argumentSet(
                        "a handshake record with nothing in it",
                        "\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000"),
                argumentSet(
                        "a ClientHello of 16 MiB",
                        "\u0016\u0003\u0001@\u0000\u0001\u00ff\u00ff\u00ff" + "x".repeat(16380)));
    }

    @Test
    void defect23AConnectionThatEndsInTheHandshakeGivesItsPlaceBack() throws Exception {
        tls.limits(few(4)).start();

        for (var i = 0; i < 100; i++) {
            try (var attacker = new Trunk(tls.port())) {
                attacker.write("\u0016\u0003\u0001".getBytes(ISO_8859_1));
            }
            Eventually.isTrue(this::letsIn);
        }
    }

    private boolean letsIn() {
        try (var good = Trunk.secure(tls.port(), CA.trusting())) {
            return good.session().isValid();
        } catch (IOException e) {
            return false; // the place is not given back yet
        }
    }

    @Test
    void defect30AHugeContentLengthAfterAHandshakeEndsOneConnection() throws Exception {
        tls.start();

        for (var i = 0; i < 20; i++) {
            try (var attacker = Trunk.secure(tls.port(), CA.trusting())) {
                attacker.write(attacker.request("INVITE")
                        .toString()
                        .replace("Content-Length: 0", "Content-Length: 2147483647"));

                assertTrue(attacker.endsWithin(5000));
            }
        }
    }

    /** 500 handshakes from 50 callers at once; meanwhile OPTIONS is answered over UDP and over TCP. */
    @Test
    void defect38HandshakesDoNotHoldOthersUp() throws Exception {
        tls.start();
        var callers = Executors.newFixedThreadPool(50);
        var done = new ArrayList<Future<?>>();
        var answered = 0;
        try (var udp = new Peer(tls.plainPort());
                var tcp = new Trunk(tls.plainPort())) {
            for (var i = 0; i < 500; i++) {
                done.add(callers.submit(() -> {
                    try (var caller = Trunk.secure(tls.port(), CA.trusting())) {
                        return caller.port();
                    }
                }));
            }
            while (done.stream().anyMatch(handshake -> !handshake.isDone())) {
                udp.send(Message.of("OPTIONS", udp.port()).toString());
                assertTrue(udp.receiveFinal().startsWith("SIP/2.0 200"));
                tcp.write(tcp.request("OPTIONS").toString());
                assertTrue(tcp.read().startsWith("SIP/2.0 200"));
                answered++;
            }
        } finally {
            callers.shutdownNow();
        }

        for (var handshake : done) {
            handshake.get(1, TimeUnit.SECONDS);
        }
        assertTrue(answered > 0);
        assertEquals(0, tls.failures());
    }

    @ParameterizedTest
    @MethodSource
    void defect39OldProtocolsAndSuitesAreRefused(List<String> options, String reason) throws Exception {
        tls.certificate("rsa", CA.issueRsa("dns:rsa.example")).start();

        var client = Openssl.client(tls.port(), options);

        assertTrue(client.contains("Cipher is (NONE)"), client);
        Eventually.isTrue(() -> log.lines().stream().anyMatch(line -> line.endsWith(reason)));
    }

    static Stream<Arguments> defect39OldProtocolsAndSuitesAreRefused() {
        var old = "no common protocol version";
        var suite = "no common cipher suite";
        var weak = "@SECLEVEL=0";
        return Stream.of(
                argumentSet("TLS 1.1", List.of("-tls1_1", "-cipher", "ALL:" + weak), old),
                argumentSet("TLS 1.0", List.of("-tls1", "-cipher", "ALL:" + weak), old),
                argumentSet("CBC", List.of("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA:" + weak), suite),
                argumentSet("CBC with SHA384", List.of("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA384"), suite),
                argumentSet(
                        "no forward secrecy",
                        List.of("-tls1_2", "-servername", "rsa.example", "-cipher", "AES256-GCM-SHA384"),
                        suite),
                argumentSet(
                        "anonymous",
                        List.of("-tls1_2", "-cipher", "AECDH-AES256-SHA:ADH-AES256-GCM-SHA384:" + weak),
                        suite),
                argumentSet("CCM", List.of("-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_SHA256"), suite));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384",
                "-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256",
                "-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256",
                "-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256",
                "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305",
                "-tls1_2 -servername rsa.example -cipher ECDHE-RSA-AES256-GCM-SHA384",
                "-tls1_2 -servername rsa.example -cipher ECDHE-RSA-AES128-GCM-SHA256",
                "-tls1_2 -servername rsa.example -cipher ECDHE-RSA-CHACHA20-POLY1305"
            })
    void defect39GoodSuitesAreSpokenWithOpenssl(String options) throws Exception {
        tls.certificate("rsa", CA.issueRsa("dns:rsa.example")).start();

        var client = Openssl.client(tls.port(), List.of(options.split(" ")));

        assertTrue(client.contains("Cipher is " + options.substring(options.lastIndexOf(' ') + 1)), client);
    }

    /** 200 raw sockets that say nothing: good callers are served, and the silent ones are shown out. */
    @Test
    void defect42ASilentPeerHoldsNoHandshake() throws Exception {
        tls.handshakeTimeout(Duration.ofSeconds(2)).start();
        var silent = new ArrayList<Trunk>();
        for (var i = 0; i < 200; i++) {
            silent.add(new Trunk(tls.port()));
        }

        try (var good = Trunk.secure(tls.port(), CA.trusting())) {
            TlsServerTest.assertServed(good);
        }

        for (var socket : silent) {
            assertTrue(socket.endsWithin(8000));
            socket.close();
        }
        Eventually.isTrue(() -> tls.failures() == 200);
    }

    /** 20 renewals while 4 callers come and go: nobody is refused, and the last one is shown. */
    @Test
    void defect43CertificatesAreRenewedUnderLoad() throws Exception {
        tls.start();
        var callers = Executors.newFixedThreadPool(4);
        var done = new ArrayList<Future<Integer>>();
        for (var i = 0; i < 4; i++) {
            done.add(callers.submit(() -> {
                var calls = 0;
                for (; calls < 50; calls++) {
                    try (var caller = Trunk.secure(tls.port(), CA.trusting())) {
                        TlsServerTest.assertServed(caller);
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
            assertEquals(50, calls.get(30, TimeUnit.SECONDS));
        }
        callers.shutdown();
        try (var after = Trunk.secure(tls.port(), CA.trusting())) {
            assertEquals(renewed.certificate(), after.session().getPeerCertificates()[0]);
        }
        assertEquals(0, tls.failures());
    }

    @Test
    void defect44RenegotiationIsRefused() throws Exception {
        tls.start();

        var client = Openssl.renegotiate(tls.port());

        assertTrue(client.contains("RENEGOTIATING"), client);
        Eventually.isTrue(() -> log.lines().stream().anyMatch(line -> line.endsWith("renegotiation is refused")));
        assertEquals(1, tls.failures());
    }

    @Test
    void whoDoesNotTrustUsIsTold() throws Exception {
        tls.start();

        assertThrows(
                SSLHandshakeException.class,
                () -> Trunk.secure(tls.port(), new CertificateAuthority("Other CA").trusting()));

        Eventually.isTrue(
                () -> log.lines().stream().anyMatch(line -> line.endsWith("the peer refused it: certificate_unknown")));
    }

    private static TransportLimits few(int connections) {
        return new TransportLimits(
                16 << 10,
                64 << 10,
                2000,
                Duration.ofSeconds(5),
                connections,
                connections,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                1 << 20);
    }
}
