package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.Answer;
import org.sipverify.sip.testbed.TlsSamples;
import org.sipverify.sip.tls.TlsConfig.ClientAuth;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Issued;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.TcpPeer;
import org.sipverify.testkit.UdpPeer;

/** SIP over TLS, as callers of all kinds find it. */
class TlsServerTest {
    private static final CertificateAuthority CA = new CertificateAuthority("Test CA");
    private static final Issued EC = CA.issue("dns:sip.example");
    private static final Issued RSA = CA.issueRsa("dns:rsa.example", "dns:*.wild.example");

    @TempDir
    private Path directory;

    private CapturedLog log;
    private TlsSamples tls;

    @BeforeEach
    void listen() {
        log = new CapturedLog("org.sipverify.sip.tls");
        tls = new TlsSamples(directory).certificate("ec", EC).certificate("rsa", RSA);
    }

    @AfterEach
    void close() {
        tls.close();
        log.close();
    }

    @ParameterizedTest
    @MethodSource
    void speaksWithEachKindOfKey(String protocol, String name, String suite, Issued shown) throws Exception {
        tls.start();

        try (var caller = caller(protocol, name)) {
            assertEquals(shown.certificate(), caller.session().getPeerCertificates()[0]);
            assertTrue(
                    caller.session().getCipherSuite().startsWith(suite),
                    caller.session().getCipherSuite());
            caller.assertServed();
        }
    }

    static Stream<Arguments> speaksWithEachKindOfKey() {
        return Stream.of(
                argumentSet("1.3 EC", "TLSv1.3", "sip.example", "TLS_AES_256_GCM", EC),
                argumentSet("1.3 RSA", "TLSv1.3", "rsa.example", "TLS_AES_256_GCM", RSA),
                argumentSet("1.2 EC", "TLSv1.2", "sip.example", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM", EC),
                argumentSet("1.2 RSA", "TLSv1.2", "rsa.example", "TLS_ECDHE_RSA_WITH_AES_256_GCM", RSA));
    }

    @ParameterizedTest
    @MethodSource
    void showsTheCertificateThatIsAskedFor(String name, Issued shown) throws Exception {
        tls.start();

        try (var caller = caller("TLSv1.3", name)) {
            assertEquals(shown.certificate(), caller.session().getPeerCertificates()[0]);
        }
    }

    static Stream<Arguments> showsTheCertificateThatIsAskedFor() {
        return Stream.of(
                argumentSet("none", "", EC),
                argumentSet("unknown", "other.example", EC),
                argumentSet("its name", "rsa.example", RSA),
                argumentSet("in another case", "RSA.example", RSA),
                argumentSet("by a wildcard", "a.wild.example", RSA),
                argumentSet("two labels are not one", "a.b.wild.example", EC));
    }

    @Test
    void aCallIsRedirectedOverTheConnectionItCameBy() throws Exception {
        tls.start();

        try (var caller = caller("TLSv1.3", "sip.example")) {
            caller.write(caller.request("INVITE").toString());

            var answer = caller.read();
            assertTrue(answer.startsWith("SIP/2.0 302"), answer);
            assertTrue(answer.contains("Via: SIP/2.0/TLS 127.0.0.1:" + caller.port()), answer);
            assertEquals(Transport.TLS, tls.lastCall().transport());
        }
    }

    @Test
    void aMessageWhoseViaNamesAnotherTransportIsAnsweredOnItsOwn() throws Exception {
        tls.start();

        try (var caller = caller("TLSv1.3", "sip.example")) {
            caller.write(caller.request("OPTIONS")
                    .via("SIP/2.0/TCP 127.0.0.1:" + caller.port())
                    .toString());

            assertTrue(caller.read().startsWith("SIP/2.0 200"));
        }
    }

    @ParameterizedTest
    @MethodSource
    void clientCertificates(ClientAuth demand, SSLContext caller, String problem) throws Exception {
        tls.trust(CA).clientAuth(demand).start();

        if (problem.isEmpty()) {
            try (var trunk = TcpPeer.secure(tls.port(), caller)) {
                trunk.assertServed();
            }
        } else {
            assertRefused(caller);
            Eventually.isTrue(() -> log.lines().stream()
                    .anyMatch(
                            line -> line.startsWith("WARN TLS handshake with /127.0.0.1:") && line.endsWith(problem)));
            assertEquals(1, tls.failures());
        }
    }

    static Stream<Arguments> clientCertificates() {
        var with = CA.trusting(CA.issue("dns:carrier.example"));
        var rsa = CA.trusting(CA.issueRsa("dns:carrier.example"));
        var without = CA.trusting();
        var expired = CA.trusting(CA.issueExpired("dns:carrier.example"));
        var foreign = CA.trusting(new CertificateAuthority("Other CA").issue("dns:carrier.example"));
        var unknown = "certificate from an unknown authority";
        return Stream.of(
                argumentSet("none, without", ClientAuth.NONE, without, ""),
                argumentSet("none, with another's", ClientAuth.NONE, foreign, ""),
                argumentSet("want, without", ClientAuth.WANT, without, ""),
                argumentSet("want, with", ClientAuth.WANT, with, ""),
                argumentSet("want, expired", ClientAuth.WANT, expired, "certificate expired"),
                argumentSet("want, another CA", ClientAuth.WANT, foreign, unknown),
                argumentSet("need, without", ClientAuth.NEED, without, "no certificate"),
                argumentSet("need, with", ClientAuth.NEED, with, ""),
                argumentSet("need, with RSA", ClientAuth.NEED, rsa, ""),
                argumentSet("need, expired", ClientAuth.NEED, expired, "certificate expired"),
                argumentSet("need, another CA", ClientAuth.NEED, foreign, unknown));
    }

    @Test
    void whoShowsACertificateIsNamedInTheLog() throws Exception {
        tls.trust(CA).clientAuth(ClientAuth.NEED).start();
        var names = new String[] {"uri:sip:carrier.example", "dns:host.example", "ip:192.0.2.1"};

        try (var trunk = TcpPeer.secure(tls.port(), CA.trusting(CA.issue(names)))) {
            trunk.assertServed();
        }

        Eventually.isTrue(() -> log.lines().stream()
                .anyMatch(line -> line.endsWith("presented a certificate for [carrier.example, 192.0.2.1]")));
    }

    @Test
    void aReloadIsForNewConnectionsAndLeavesTheOpenOnes() throws Exception {
        tls.start();
        var renewed = CA.issue("dns:sip.example");

        try (var before = caller("TLSv1.3", "sip.example")) {
            tls.certificate("ec", renewed);
            tls.server().tls().orElseThrow().reload();
            try (var after = caller("TLSv1.3", "sip.example")) {
                assertEquals(EC.certificate(), before.session().getPeerCertificates()[0]);
                assertEquals(renewed.certificate(), after.session().getPeerCertificates()[0]);
                before.assertServed();
                after.assertServed();
            }
        }
    }

    /** A caller trusted through the old authority must authenticate again: its session is not resumed. */
    @Test
    void aReloadOfTheAuthoritiesIsForNewConnections() throws Exception {
        var other = new CertificateAuthority("Other CA");
        tls.trust(CA).clientAuth(ClientAuth.NEED).start();
        var caller = CA.trusting(CA.issue("dns:carrier.example"));
        try (var open = TcpPeer.secure(tls.port(), caller)) {
            open.assertServed();
            tls.trust(other);
            tls.server().tls().orElseThrow().reload();

            assertRefused(caller);
            open.assertServed();
        }
    }

    @ParameterizedTest
    @MethodSource
    void sipsIsKept(String uri, String target, String expected) throws Exception {
        tls.start(new Answer(302, "Moved Temporarily").with("Contact", target));

        try (var caller = caller("TLSv1.3", "sip.example")) {
            caller.write(caller.request("INVITE").uri(uri).toString().replace("<sip:caller@", "<sips:caller@"));

            var answer = caller.read();
            assertTrue(answer.startsWith("SIP/2.0 " + expected), answer);
            assertEquals(expected.equals("480"), answer.contains("Warning: 380 sip-verify \"SIPS Not Allowed\"\r\n"));
        }
    }

    static Stream<Arguments> sipsIsKept() {
        var sips = "sips:+14155551234@sip.example";
        var sip = "sip:+14155551234@sip.example";
        return Stream.of(
                argumentSet("sip to sip", sip, "<sip:a@pbx.example>", "302"),
                argumentSet("sip to sips", sip, "<sips:a@pbx.example>", "302"),
                argumentSet("sips to sips", sips, "<sips:a@pbx.example>", "302"),
                argumentSet("sips to sip", sips, "<sip:a@pbx.example>", "480"),
                argumentSet("sips to sip behind a name", sips, "\"A\" <SIP:a@pbx.example>", "480"),
                argumentSet("sips to a bare sip", sips, "sip:a@pbx.example", "480"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS"})
    void sipsOverUdpIsRefused(String method) throws Exception {
        tls.start();

        try (var caller = new UdpPeer(tls.plainPort())) {
            caller.send(Message.of(method, caller.port())
                    .uri("sips:+14155551234@sip.example")
                    .toString()
                    .replace("<sip:caller@", "<sips:caller@"));

            var answer = caller.receiveFinal();
            assertTrue(answer.startsWith("SIP/2.0 480"), answer);
            assertTrue(answer.contains("Warning: 380 sip-verify \"SIPS Not Allowed\"\r\n"), answer);
        }
    }

    @Test
    void tellsWhereItListens() throws Exception {
        tls.start();

        var listeners = tls.server().listeners();

        assertEquals(
                List.of("udp", "tcp", "tls"),
                listeners.stream().map(where -> where.substring(0, 3)).toList());
        assertEquals("tls 127.0.0.1:" + tls.port(), listeners.get(2));
    }

    private TcpPeer caller(String protocol, String name) throws IOException {
        return TcpPeer.secure(tls.port(), CA.trusting(), socket -> {
            socket.setEnabledProtocols(new String[] {protocol});
            var parameters = socket.getSSLParameters();
            Optional.of(name)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> parameters.setServerNames(List.of(new SNIHostName(text))));
            socket.setSSLParameters(parameters);
        });
    }

    /** With TLS 1.3 a client knows only when it reads that its certificate was not taken. */
    private void assertRefused(SSLContext caller) {
        assertThrows(IOException.class, () -> {
            try (var trunk = TcpPeer.secure(tls.port(), caller)) {
                trunk.write(trunk.request("OPTIONS").toString());
                assertFalse(trunk.raw(1).length() == 1, "it was let in");
                throw new IOException("closed");
            }
        });
    }
}
