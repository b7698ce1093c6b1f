package org.sipverify.verifier.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.credentials;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.config.VerifierConfig;

class HttpsVerifierTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path directory;

    private static final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();

    private static HttpsServer server;

    @BeforeAll
    static void listen() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "v",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=verifier",
                "-ext",
                "san=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-alias",
                "v",
                "-rfc",
                "-file",
                directory.resolve("ca.pem").toString());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
        server.createContext("/", exchange -> {
            callers.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
            var body = "{\"overall_status\":\"VALID\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
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
        callers.clear();
        var verifier = new HttpVerifier(http("127.0.0.1", trusted()));

        for (int i = 0; i < 3; i++) {
            assertEquals(Verification.valid(Samples.ORIG), verifier.verify(credentials(JWT), CALL));
        }

        assertEquals(1, callers.size());
    }

    @Test
    void goesThroughATunnelOfAProxy() throws Exception {
        try (var proxy = new RawVerifier(HttpsVerifierTest::tunnel)) {
            var verifier =
                    new HttpVerifier(http("127.0.0.1", trusted()), new KeptConnectionsTest.OneProxy(proxy.port()));

            assertEquals(Verification.valid(Samples.ORIG), verifier.verify(credentials(JWT), CALL));
            assertEquals(Verification.valid(Samples.ORIG), verifier.verify(credentials(JWT), CALL));
            assertEquals(1, proxy.connections());
        }
    }

    private static void tunnel(RawVerifier.Wire wire) throws IOException {
        var authority = "127.0.0.1:" + server.getAddress().getPort();
        wire.upTo("CONNECT " + authority + " HTTP/1.1\r\n");
        wire.upTo("\r\n\r\n");
        try (var there =
                new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
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
        var url = "https://" + host + ":" + server.getAddress().getPort();
        return config("timeout = 1m, url = \"" + url + "\"\n" + settings).http().orElseThrow();
    }

    private static Verification ask(String host, String settings) throws InterruptedException {
        return new HttpVerifier(http(host, settings)).verify(credentials(JWT), CALL);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var store = List.of("-keystore", directory.resolve("store.p12").toString(), "-storepass", "changeit");
        var command = Stream.of(List.of(tool), List.of(arguments), store)
                .flatMap(List::stream)
                .toList();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> "keytool failed");
    }

    private static SSLContext serverContext() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(directory.resolve("store.p12"))) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
