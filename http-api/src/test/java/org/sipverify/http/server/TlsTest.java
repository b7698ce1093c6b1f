package org.sipverify.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.http.HttpMeter.Refusal;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Issued;
import org.sipverify.testkit.PemFiles;

/** The server over TLS, with a certificate that changes. */
class TlsTest {
    private final CertificateAuthority authority = new CertificateAuthority("test");

    @TempDir
    private Path directory;

    private Path certificate;
    private Path key;

    @BeforeEach
    void write() throws IOException {
        certificate = directory.resolve("cert.pem");
        key = directory.resolve("key.pem");
        use(authority.issue("ip:127.0.0.1"));
    }

    private void use(Issued issued) throws IOException {
        Files.writeString(certificate, PemFiles.text(issued.certificate()));
        Files.writeString(key, PemFiles.key(issued.key(), PemFiles.Form.PKCS8));
    }

    private TestServer server(String... more) throws IOException {
        var settings = new ArrayList<>(
                List.of("tls { cert-file = \"" + certificate + "\", key-file = \"" + key + "\" }", "anonymous = none"));
        settings.addAll(List.of(more));
        return new TestServer(SampleRoutes.ALL, settings.toArray(new String[0]));
    }

    private SSLSocket secure(TestServer server) throws IOException {
        var socket = (SSLSocket)
                authority.trusting().getSocketFactory().createSocket(server.connect(), "127.0.0.1", server.port, true);
        socket.setSoTimeout((int) Eventually.PATIENCE.toMillis());
        return socket;
    }

    private TestServer.Answer ask(TestServer server, String request) throws IOException {
        try (var socket = secure(server)) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return TestServer.read(socket);
        }
    }

    private static String post(String origin) {
        var body = "{\"token\":\"" + TestServer.READ + "\"}";
        return "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1:8443\r\nContent-Type: application/json\r\nOrigin: "
                + origin + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void theCookieGoesOverTlsAlone() throws Exception {
        try (var server = server()) {
            var answer = ask(server, post("https://127.0.0.1:8443"));

            assertEquals(200, answer.status(), answer.body());
            assertTrue(
                    answer.header("Set-Cookie")
                            .matches(
                                    "__Host-sip-verify=.{43}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure"),
                    answer.head());
            var cookie = answer.header("Set-Cookie").split(";", 2)[0];
            assertEquals(
                    200,
                    ask(server, "GET /api/read HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n\r\n")
                            .status());
            assertEquals(403, ask(server, post("http://127.0.0.1:8443")).status());
        }
    }

    @Test
    void aNewCertificateIsShownFromTheNextConnectionOn() throws Exception {
        try (var server = server()) {
            var before = shown(server);

            use(authority.issue("ip:127.0.0.1"));
            var end = server.server.certificate().orElseThrow().end();
            server.server.certificate().orElseThrow().reload();

            assertTrue(!before.equals(shown(server)), "the same certificate");
            assertTrue(!end.isAfter(server.server.certificate().orElseThrow().end()));
        }
    }

    private X509Certificate shown(TestServer server) throws IOException {
        try (var socket = secure(server)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void aFileWithAMistakeChangesNothing() throws Exception {
        try (var server = server()) {
            var before = shown(server);
            var loaded = server.server.certificate().orElseThrow();

            Files.copy(key, certificate, StandardCopyOption.REPLACE_EXISTING);
            var noCertificate = assertThrows(ConfigException.class, loaded::reload);
            use(authority.issue("ip:127.0.0.1"));
            Files.writeString(key, PemFiles.key(authority.issue("ip:127.0.0.1").key(), PemFiles.Form.PKCS8));
            var anotherKey = assertThrows(ConfigException.class, loaded::reload);

            assertTrue(noCertificate.getMessage().contains(certificate.toString()), noCertificate.getMessage());
            assertTrue(anotherKey.getMessage().contains("does not belong"), anotherKey.getMessage());
            assertEquals(before, shown(server));
        }
    }

    @Test
    void oldVersionsOfTlsAreRefused() throws Exception {
        try (var server = server();
                var socket = (SSLSocket) authority
                        .trusting()
                        .getSocketFactory()
                        .createSocket(server.connect(), "127.0.0.1", server.port, true)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();

            assertEquals("TLSv1.2", socket.getSession().getProtocol());
            assertEquals(
                    List.of("TLSv1.2", "TLSv1.3"),
                    List.of(server.server.certificate().orElseThrow().contexts().getSelectedProtocols()).stream()
                            .sorted()
                            .toList());
        }
    }

    @Test
    void aHandshakeThatNeverEndsIsCutOff() throws Exception {
        try (var server = server("request-time = 300 ms");
                var silent = server.connect()) {
            assertEquals(-1, silent.getInputStream().read());
            assertEquals(List.of(Refusal.SLOW), server.refused);
            Eventually.isTrue(() -> server.server.connections() == 0, () -> "it is still counted");
        }
    }
}
