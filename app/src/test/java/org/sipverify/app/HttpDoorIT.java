package org.sipverify.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.PemFiles;
import org.sipverify.testkit.UdpPeer;

/** The HTTP port of the packaged server: beyond loopback, with files that change, and under clients that mean no good. */
class HttpDoorIT {
    private static final int SLOW = 10_000;
    private static final int OPEN = 1000;

    private final CertificateAuthority authority = new CertificateAuthority("test");

    @TempDir
    private Path directory;

    private Path certificate;
    private Path key;
    private Path tokens;

    @BeforeEach
    void write() throws IOException {
        certificate = directory.resolve("cert.pem");
        key = directory.resolve("key.pem");
        tokens = directory.resolve("tokens");
        issue();
    }

    private void issue() throws IOException {
        var issued = authority.issue("ip:127.0.0.1");
        replace(key, PemFiles.key(issued.key(), PemFiles.Form.PKCS8));
        replace(certificate, PemFiles.text(issued.certificate()));
    }

    /** At once: a server that looks in between must not find half of it. */
    private void replace(Path file, String text) throws IOException {
        var next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> settings(boolean tls) {
        var all = new ArrayList<>(List.of("http.host=0.0.0.0", "http.tokens-file=" + tokens));
        if (tls) {
            all.addAll(List.of("http.tls.cert-file=" + certificate, "http.tls.key-file=" + key));
        }
        return all;
    }

    private String token(String name, String role) {
        var words = new ArrayList<>(List.of("token", name, "--role", role));
        settings(true).forEach(setting -> words.add("-D" + setting));
        var ran = Ran.command(words.toArray(String[]::new));
        assertEquals(0, ran.code(), ran.err());
        return ran.out().lines().findFirst().orElseThrow().replace("token  ", "");
    }

    private String refusal(List<String> settings) throws Exception {
        var all = new ArrayList<>(settings);
        all.addAll(List.of("sip.host=127.0.0.1", "sip.port=" + FreePort.next(), "http.port=" + FreePort.next()));
        try (var program = PackagedServer.launch(directory, Map.of(), List.of(), all)) {
            assertEquals(2, program.await());
            return program.text();
        }
    }

    @Test
    void beyondLoopbackItStartsWithTlsAndTokensOnly() throws Exception {
        var bare = refusal(settings(false));
        var withoutTokens = refusal(settings(true));

        assertTrue(bare.contains("http.host: is not an address of loopback"), bare);
        assertTrue(bare.contains("set http.tls.cert-file and http.tls.key-file"), bare);
        assertTrue(withoutTokens.contains(tokens + ": has no token"), withoutTokens);
        assertTrue(withoutTokens.contains("sip-verify token NAME --role operate"), withoutTokens);
    }

    @Test
    void tokensAndCertificatesAreReadAnew() throws Exception {
        var first = token("first", "operate");
        try (var server = PackagedServer.start(directory, settings(true).toArray(String[]::new))) {
            assertTrue(server.ready.contains("https 0.0.0.0:" + server.httpPort), server.ready);
            assertEquals(401, status(server, ""));
            assertEquals(200, status(server, first));

            var second = token("second", "watch"); // asked before it is known, it counts as a wrong one
            server.program.awaitText("tokens " + tokens + " is in force: 2 tokens");
            assertEquals(200, status(server, second));
            var lines = Files.readString(tokens);
            replace(tokens, lines.replaceAll("(?m)^first .*\n", ""));
            Eventually.isTrue(() -> status(server, first) == 401, () -> server.program.text());
            assertEquals(200, status(server, second));

            issue();
            server.program.awaitText("http-tls " + certificate);
            assertEquals(200, status(server, second));
        }
    }

    /** What was known stays known, the calls go on, and the next start knows no token. */
    @Test
    void aMistakeInTheTokensDoesNotStopTheServer() throws Exception {
        var token = token("ann", "operate");
        try (var server = PackagedServer.start(directory, settings(true).toArray(String[]::new))) {
            replace(tokens, Files.readString(tokens) + "bob\n");
            server.program.awaitText("the last good tokens stays in force");

            assertEquals(200, status(server, token));
            assertTrue(options(server).startsWith("SIP/2.0 200"));
        }
        try (var server = PackagedServer.start(directory, settings(true).toArray(String[]::new))) {
            assertTrue(options(server).startsWith("SIP/2.0 200"));
            assertEquals(401, status(server, token));
            assertFalse(server.program.text().contains(token));
        }
    }

    private static String options(PackagedServer server) throws IOException {
        try (var phone = new UdpPeer(server.sipPort)) {
            var request = Message.of("OPTIONS", phone.port());
            phone.send(request.toString());
            return phone.receiveFinal(request);
        }
    }

    private int status(PackagedServer server, String token) {
        var builder = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.httpPort + "/api/node"));
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        try {
            return HttpClient.newBuilder()
                    .sslContext(authority.trusting())
                    .build()
                    .send(builder.build(), BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void healthAndMetricsAloneAreServedAnywhere() throws Exception {
        try (var server = PackagedServer.start(directory, "http.host=0.0.0.0", "http.api=false")) {
            assertTrue(server.get("/health").contains("healthy"));
            assertTrue(server.get("/api/node").contains("there is no such path"));
        }
    }

    /** Ten thousand connections that begin a request and never end it: calls and scrapers do not notice. */
    @Test
    void slowConnectionsHurtNobody() throws Exception {
        try (var server = PackagedServer.start(directory)) {
            var open = new ArrayDeque<Socket>();
            for (var i = 0; i < SLOW; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort);
                socket.getOutputStream().write("GET /api/node HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));
                open.add(socket);
                if (open.size() > OPEN) {
                    open.remove().close();
                }
                if (i % 1000 == 999) {
                    assertTrue(options(server).startsWith("SIP/2.0 200"));
                    assertTrue(server.get("/health").contains("healthy"));
                }
            }

            assertTrue(server.metric("sipverify_http_refused_total{reason=\"connections\"}") > 1000);
            assertTrue(server.metric("sipverify_http_connections") <= 257);
            for (var socket : open) {
                socket.close();
            }
        }
    }
}
