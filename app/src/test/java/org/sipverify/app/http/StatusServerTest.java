package org.sipverify.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.app.http.StatusServer.Health;
import org.sipverify.testkit.FreePort;

class StatusServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Health health = new Health("healthy", "https://verifier.example", 3600, List.of());
    private InetSocketAddress address;
    private StatusServer server;

    @BeforeEach
    void start() throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.next());
        server = StatusServer.start(
                new HttpConfig(address, new AllowedHosts(List.of())), () -> health, () -> "calls_total 1.0\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsItsHealthInTheDescriptionsForm() throws Exception {
        var response = get("/health");

        assertEquals(200, response.statusCode());
        assertEquals(
                "{\"status\":\"healthy\",\"verifier_url\":\"https://verifier.example\",\"uptime_seconds\":3600}\n",
                response.body());
    }

    @Test
    void listsTargetsThatAreProbed() throws Exception {
        health = health.with(List.of(
                new Health.Target("sip:a.example", "up", ""),
                new Health.Target("sip:b.example", "down", "it answers 503")));

        var response = get("/health");

        assertEquals(200, response.statusCode());
        assertEquals(
                "{\"status\":\"healthy\",\"verifier_url\":\"https://verifier.example\",\"uptime_seconds\":3600,"
                        + "\"targets\":[{\"target\":\"sip:a.example\",\"state\":\"up\"},"
                        + "{\"target\":\"sip:b.example\",\"state\":\"down\",\"reason\":\"it answers 503\"}]}\n",
                response.body());
    }

    @Test
    void answers503WhileDraining() throws Exception {
        health = new Health("draining", "", 1, List.of());

        assertEquals(503, get("/health").statusCode());
    }

    @Test
    void servesTheFigures() throws Exception {
        var response = get("/metrics");

        assertEquals("calls_total 1.0\n", response.body());
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"));
    }

    @Test
    void servesNothingElse() throws Exception {
        assertEquals(404, get("/").statusCode());
        assertEquals(404, get("/health/../metrics/x").statusCode());
        var post = HttpRequest.newBuilder(uri("/health"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertEquals(
                405, client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void aPortInUseIsAnIOException() {
        assertThrows(
                IOException.class,
                () -> StatusServer.start(new HttpConfig(address, new AllowedHosts(List.of())), () -> health, () -> ""));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + address.getPort() + path);
    }
}
