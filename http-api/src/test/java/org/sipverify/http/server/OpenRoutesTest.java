package org.sipverify.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.http.Health;

/** The pages for machines. */
class OpenRoutesTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(List.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsItsHealthInTheDescriptionsForm() throws Exception {
        var answer = server.ask("GET /health");

        assertEquals(200, answer.status());
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals(
                "{\"status\":\"healthy\",\"verifier_url\":\"https://verifier.example\",\"uptime_seconds\":3600}\n",
                answer.body());
    }

    @Test
    void listsTargetsThatAreProbed() throws Exception {
        server.health = server.health.with(List.of(
                new Health.Target("sip:a.example", "up", ""),
                new Health.Target("sip:b.example", "down", "it answers 503")));

        var answer = server.ask("GET /health");

        assertEquals(200, answer.status());
        assertEquals(
                "{\"status\":\"healthy\",\"verifier_url\":\"https://verifier.example\",\"uptime_seconds\":3600,"
                        + "\"targets\":[{\"target\":\"sip:a.example\",\"state\":\"up\"},"
                        + "{\"target\":\"sip:b.example\",\"state\":\"down\",\"reason\":\"it answers 503\"}]}\n",
                answer.body());
    }

    @Test
    void answers503WhileDraining() throws Exception {
        server.health = new Health("draining", "", 1, List.of());

        assertEquals(503, server.ask("GET /health").status());
    }

    @Test
    void servesTheFigures() throws Exception {
        var answer = server.ask("GET /metrics");

        assertEquals("calls_total 1.0\n", answer.body());
        assertTrue(answer.header("Content-Type").startsWith("text/plain; version=0.0.4"), answer.head());
    }

    @Test
    void theyAreAllWithoutTheApi() throws Exception {
        try (var bare = new TestServer(List.of(), "api = false", "host = \"0.0.0.0\"")) {
            assertEquals(200, bare.ask("GET /health").status());
            assertEquals(200, bare.ask("GET /metrics").status());
            assertEquals(404, bare.ask("GET /api/openapi.json").status());
            assertEquals(404, bare.ask("GET /api/session").status());
        }
    }

    @Test
    void theyAreNotInTheAccessLog() throws Exception {
        server.ask("GET /health");
        server.ask("GET /metrics");
        server.ask("GET /api/session");

        assertEquals(
                List.of("/api/session"),
                server.log.stream().map(entry -> entry.what().path()).toList());
    }

    @Test
    void aPortInUseIsAnIOException() {
        assertThrows(IOException.class, () -> TestServer.startOn(server.port));
    }
}
