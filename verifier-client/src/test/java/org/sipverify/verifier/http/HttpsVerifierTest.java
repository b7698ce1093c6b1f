package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.PemFiles;
import org.sipverify.testkit.VerifierStandIn;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.config.VerifierConfig;

class HttpsVerifierTest {
    private static final CertificateAuthority CA = new CertificateAuthority("Test CA");

    @TempDir
    static Path directory;

    private static VerifierStandIn verifier;

    @BeforeAll
    static void listen() throws Exception {
        new PemFiles(directory).write("ca.pem", PemFiles.text(CA.certificate()));
        verifier = VerifierStandIn.overTls(CA.trusting(CA.issue("ip:127.0.0.1")));
        verifier.answers(200, "{\"overall_status\":\"VALID\"}");
    }

    @AfterAll
    static void stop() {
        verifier.close();
    }

    @Test
    void trustsTheExtraAuthority() throws Exception {
        assertEquals(Verification.valid(Samples.ORIG), ask("127.0.0.1", trusted()));
    }

    @Test
    void refusesAnUnknownAuthority() throws Exception {
        assertEquals(Verification.error(NoVerdict.VERIFIER_UNREACHABLE), ask("127.0.0.1", ""));
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        assertEquals(Verification.error(NoVerdict.VERIFIER_UNREACHABLE), ask("localhost", trusted()));
    }

    @Test
    void keepsTheConnection() throws Exception {
        var before = verifier.connections();
        var client = new HttpVerifier(http("127.0.0.1", trusted()), SHARED);

        for (int i = 0; i < 3; i++) {
            assertEquals(Verification.valid(Samples.ORIG), Samples.ask(client));
        }

        assertEquals(1, verifier.connections() - before);
    }

    @Test
    void goesThroughATunnelOfAProxy() throws Exception {
        try (var proxy = new RawVerifier(HttpsVerifierTest::tunnel)) {
            var client = KeptConnectionsTest.throughProxy(http("127.0.0.1", trusted()), proxy);

            assertEquals(Verification.valid(Samples.ORIG), Samples.ask(client));
            assertEquals(Verification.valid(Samples.ORIG), Samples.ask(client));
            assertEquals(1, proxy.connections());
        }
    }

    private static void tunnel(RawVerifier.Wire wire) throws IOException {
        var authority = "127.0.0.1:" + verifier.port();
        wire.upTo("CONNECT " + authority + " HTTP/1.1\r\n");
        wire.upTo("\r\n\r\n");
        try (var there = new Socket(InetAddress.getLoopbackAddress(), verifier.port())) {
            wire.say("HTTP/1.1 200 Connection established\r\n\r\n");
            var back = new Thread(() -> copy(there, wire.socket()));
            back.start();
            copy(wire.socket(), there);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them is closed, and with it the tunnel.
            return;
        }
    }

    private static String trusted() {
        return "ca-file = \"" + directory.resolve("ca.pem") + "\"";
    }

    private static VerifierConfig.Http http(String host, String settings) {
        return config("timeout = 1m, url = \"" + verifier.url(host) + "\"\n" + settings)
                .http()
                .orElseThrow();
    }

    private static Verification ask(String host, String settings) {
        return Samples.ask(new HttpVerifier(http(host, settings), SHARED));
    }
}
