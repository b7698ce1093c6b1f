package org.sipverify.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.CapturedLog;

/** Which requests reach a route, and what is answered to the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsTest {
    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer(SampleRoutes.ALL);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource
    void goesBy(String request, int expected, String allow) throws Exception {
        var answer = server.ask(request);

        assertEquals(expected, answer.status(), answer.body());
        assertEquals(allow, answer.header("Allow"));
    }

    static Stream<Arguments> goesBy() {
        return Stream.of(
                argumentSet("a route", "GET /api/watched", 200, ""),
                argumentSet("its head", "HEAD /api/watched", 200, ""),
                argumentSet("its options", "OPTIONS /api/watched", 204, "GET, HEAD, OPTIONS"),
                argumentSet("options of two routes", "OPTIONS /api/things/7", 204, "PUT, DELETE, OPTIONS"),
                argumentSet("options of no path", "OPTIONS /api/none", 404, ""),
                argumentSet("another method", "POST /api/watched", 405, "GET, HEAD, OPTIONS"),
                argumentSet("a method of none", "BREW /api/things", 405, "POST, OPTIONS"),
                argumentSet("another method of a page for machines", "POST /health", 405, "GET, HEAD, OPTIONS"),
                argumentSet("a variable", "PUT /api/things/a%20b", 200, ""),
                argumentSet("no path", "GET /api/none", 404, ""),
                argumentSet("no such page", "GET /none", 404, ""),
                argumentSet("a path above", "GET /api", 404, ""),
                argumentSet("a path below", "GET /api/watched/x", 404, ""),
                argumentSet("another case", "GET /API/watched", 404, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/../health",
                "/api/watched/..",
                "/..",
                "/./health",
                "/health/.",
                "/%2e%2e/health",
                "/.%2E/health",
                "/api%2Fwatched",
                "/api/things/a%2fb",
                "/api/things/a%5cb",
                "/api/things/a\\b",
                "/api/things/%00",
                "/api/things/a%00b",
                "/api/things/a%0ab",
                "/api/things/%7f",
                "/api//watched",
                "//health",
                "/health/",
                "/health;x=1",
                "/health;/../metrics",
                "/api/things/%3b",
                "/api/things/%",
                "/api/things/%4",
                "/api/things/%zz",
                "/api/things/%ff",
                "/api/things/%c0%ae",
                "/api/things/%252e",
                "/api/things/%e2%80%a8"
            })
    void aPathThatCanBeReadInTwoWaysIsRefused(String path) throws Exception {
        var answer = server.ask("PUT " + path);

        assertEquals(400, answer.status(), answer.body());
        assertTrue(answer.body().startsWith("{\"error\":"), answer.body());
    }

    @ParameterizedTest
    @MethodSource
    void fromAPage(List<String> headers, int expected) throws Exception {
        var answer = server.send("POST /api/things", "{\"host\":\"a\"}", headers.toArray(new String[0]));

        assertEquals(expected, answer.status(), answer.body());
    }

    static Stream<Arguments> fromAPage() {
        return Stream.of(
                argumentSet("of this server", List.of("Origin: http://localhost"), 200),
                argumentSet("of it behind a proxy with TLS", List.of("Origin: https://localhost"), 200),
                argumentSet("of another server", List.of("Origin: http://evil.example"), 403),
                argumentSet("of another port", List.of("Origin: http://localhost:8081"), 403),
                argumentSet("of a name that begins alike", List.of("Origin: http://localhost.evil.example"), 403),
                argumentSet("of nowhere", List.of("Origin: null"), 403),
                argumentSet("of an empty one", List.of("Origin: "), 403),
                argumentSet("fetched from this server", List.of("Sec-Fetch-Site: same-origin"), 200),
                argumentSet("typed", List.of("Sec-Fetch-Site: none"), 200),
                argumentSet("fetched from a neighbour", List.of("Sec-Fetch-Site: same-site"), 403),
                argumentSet("fetched from elsewhere", List.of("Sec-Fetch-Site: cross-site"), 403),
                argumentSet(
                        "a form elsewhere", List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"), 403));
    }

    @Test
    void aLinkOfAnotherPageMayBeFollowed() throws Exception {
        assertEquals(
                200,
                server.ask("GET /api/watched", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")
                        .status());
        assertEquals(
                403,
                server.ask("GET /api/watched", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health",
                "GET /metrics",
                "GET /api/watched",
                "GET /api/none",
                "POST /api/watched",
                "DELETE /api/session",
                "OPTIONS /health",
                "GET /..",
                "POST /api/broken"
            })
    void everyAnswerKeepsBrowsersFromDoingAnythingWithIt(String request) throws Exception {
        safe(server.ask(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVITE sip:a@b SIP/2.0\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "\u0000\u0001\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void soDoesWhatIsAnsweredToWhatIsNotHttp(String request) throws Exception {
        var answer = server.raw(request);

        assertTrue(answer.status() >= 400 && answer.status() != 500, answer.head());
        assertEquals("application/json", answer.header("Content-Type"));
        assertTrue(answer.body().startsWith("{\"error\":\""), answer.body());
        safe(answer);
    }

    private static void safe(TestServer.Answer answer) {
        assertEquals("nosniff", answer.header("X-Content-Type-Options"), answer.head());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("default-src 'none'; frame-ancestors 'none'", answer.header("Content-Security-Policy"));
        assertEquals("", answer.header("Server"));
        assertEquals("", answer.header("Access-Control-Allow-Origin"));
    }

    @Test
    void aMistakeOfARouteIsLoggedAndNotShown() throws Exception {
        try (var log = CapturedLog.everything()) {
            var answer = server.ask("POST /api/broken");

            assertEquals(500, answer.status());
            assertFalse(answer.body().contains("secret"), answer.body());
            assertEquals(List.of("ERROR POST /api/broken cannot be answered"), log.errors());
        }
    }

    @Test
    void whatARouteRefusesIsNamed() throws Exception {
        var answer = server.ask("POST /api/refused");

        assertEquals(400, answer.status());
        assertEquals("{\"error\":\"must be another\",\"field\":\"host\"}\n", answer.body());
    }

    @Test
    void theHeadOfARouteHasNoBody() throws Exception {
        var answer = server.ask("HEAD /api/watched");

        assertEquals("", answer.body());
        assertTrue(Integer.parseInt(answer.header("Content-Length")) > 0, answer.head());
    }
}
