package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sipverify.vcon.delivery.DeliveryRecords.State.UNDELIVERED;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.PemFiles;
import org.sipverify.vcon.delivery.endpoint.EndpointClient;
import org.sipverify.vcon.delivery.endpoint.EndpointResponse;
import org.sipverify.vcon.delivery.endpoint.Payload;

class TlsTest {
    private static final CertificateAuthority CA = new CertificateAuthority("Test CA");
    private static final UUID ONE = new UUID(0x8000, 1);

    @TempDir
    static Path directory;

    private static HttpsServer server;

    @BeforeAll
    static void listen() throws Exception {
        new PemFiles(directory).write("ca.pem", PemFiles.text(CA.certificate()));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(CA.trusting(CA.issue("ip:127.0.0.1"))));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
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
        assertEquals(204, send("127.0.0.1", "ca-file = ca.pem").status());
    }

    @Test
    void refusesAnUnknownAuthority() {
        assertThrows(SSLException.class, () -> send("127.0.0.1", "ca-file = \"\""));
    }

    @Test
    void refusesACertificateOfAnotherHost() {
        assertThrows(SSLException.class, () -> send("localhost", "ca-file = ca.pem"));
    }

    @Test
    void nothingIsAcknowledgedWithoutTrust(@TempDir Path store) throws Exception {
        var file = new Store(store).put(ONE);
        var count = new Count();

        try (var delivery = Delivery.start(config("127.0.0.1", "ca-file = \"\""), store, count, Eventually.PATIENCE)) {
            Eventually.isTrue(() -> count.of("retried") > 2);
        }

        assertEquals(UNDELIVERED, new DeliveryRecords(store).state("tls", file));
    }

    private static EndpointResponse send(String host, String settings) throws IOException, InterruptedException {
        var endpoint = config(host, settings).endpoints().get(0);
        return new EndpointClient(endpoint).send(ONE, new Payload(new byte[] {'{', '}'}, false));
    }

    private static DeliveryConfig config(String host, String settings) {
        var url = "https://" + host + ":" + server.getAddress().getPort();
        return Settings.read(
                "endpoints = [{ name = tls, profile = webhook, url = \"" + url + "\", " + settings + " }]",
                directory,
                false);
    }
}
