package org.sipverify.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.http.HttpMeter.Refusal;
import org.sipverify.http.Role;
import org.sipverify.http.access.Token;
import org.sipverify.http.access.Tokens;
import org.sipverify.testkit.Eventually;

/** Who may do what. */
class RolesTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(SampleRoutes.ALL, "anonymous = none");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource
    void isAnswered(String request, String token, int expected) throws Exception {
        var body = request.equals("POST /api/things") ? "{\"host\":\"a\"}" : "";

        var answer =
                token.isEmpty() ? server.send(request, body) : server.send(request, body, TestServer.bearer(token));

        assertEquals(expected, answer.status(), answer.body());
        assertEquals(expected == 401 ? "Bearer" : "", answer.header("WWW-Authenticate"));
    }

    static Stream<Arguments> isAnswered() {
        return Stream.of(
                        row("GET /health", 200, 200, 200, 200),
                        row("GET /metrics", 200, 200, 200, 200),
                        row("GET /api/openapi.json", 200, 200, 200, 200),
                        row("GET /api/session", 401, 200, 200, 200),
                        row("DELETE /api/session", 204, 204, 204, 204),
                        row("GET /api/watched", 401, 200, 200, 200),
                        row("HEAD /api/watched", 401, 200, 200, 200),
                        row("GET /api/read", 401, 403, 200, 200),
                        row("POST /api/things", 401, 403, 403, 200),
                        row("PUT /api/things/7", 401, 403, 403, 200),
                        row("DELETE /api/things/7", 401, 403, 403, 204))
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> row(String request, int none, int watch, int read, int operate) {
        return Stream.of(
                argumentSet(request + " without a token", request, "", none),
                argumentSet(request + " with watch", request, TestServer.WATCH, watch),
                argumentSet(request + " with read", request, TestServer.READ, read),
                argumentSet(request + " with operate", request, TestServer.OPERATE, operate));
    }

    @ParameterizedTest
    @MethodSource
    void onLoopbackCallersWithoutATokenHave(String role, int watched, int read, int changed) throws Exception {
        try (var local = new TestServer(SampleRoutes.ALL, "anonymous = " + role)) {
            assertEquals(watched, local.ask("GET /api/watched").status());
            assertEquals(read, local.ask("GET /api/read").status());
            assertEquals(changed, local.ask("DELETE /api/things/7").status());
            assertEquals(
                    401,
                    local.ask("GET /api/watched", "X-Forwarded-For: 192.0.2.1").status());
            assertEquals(
                    401,
                    local.ask("GET /api/watched", "Forwarded: for=192.0.2.1").status());
            assertEquals(401, local.ask("GET /api/watched", "Via: 1.1 proxy").status());
        }
    }

    static Stream<Arguments> onLoopbackCallersWithoutATokenHave() {
        return Stream.of(
                argumentSet("none", "none", 401, 401, 401),
                argumentSet("watch", "watch", 200, 401, 401),
                argumentSet("read", "read", 200, 200, 401),
                argumentSet("operate", "operate", 200, 200, 204));
    }

    @Test
    void anythingButABearerTokenIsUnauthorized() throws Exception {
        for (var field : List.of("Basic YTpi", "Bearer", "Bearer ", "Bearer a b", TestServer.WATCH)) {
            var answer = server.ask("GET /api/watched", "Authorization: " + field);

            assertEquals(401, answer.status(), field);
            assertEquals("Bearer", answer.header("WWW-Authenticate"));
        }
        assertEquals(
                200,
                server.ask("GET /api/watched", "Authorization: bearer " + TestServer.WATCH)
                        .status());
    }

    @Test
    void aTokenThatIsDeletedEndsAtOnce() throws Exception {
        assertEquals(
                200,
                server.ask("GET /api/watched", TestServer.bearer(TestServer.WATCH))
                        .status());

        server.tokens = Tokens.NONE;

        assertEquals(
                401,
                server.ask("GET /api/watched", TestServer.bearer(TestServer.WATCH))
                        .status());
    }

    @Test
    void afterFiveWrongTokensNoTokenIsLookedAt() throws Exception {
        for (var i = 0; i < 5; i++) {
            assertEquals(
                    401,
                    server.ask("GET /api/watched", TestServer.bearer("svt_wrong" + i))
                            .status());
        }

        var paused = server.ask("GET /api/watched", TestServer.bearer(TestServer.WATCH));
        var signIn = server.send("POST /api/session", "{\"token\":\"" + TestServer.WATCH + "\"}");

        assertEquals(429, paused.status());
        assertTrue(Integer.parseInt(paused.header("Retry-After")) <= 60, paused.head());
        assertTrue(Integer.parseInt(paused.header("Retry-After")) > 0, paused.head());
        assertEquals(429, signIn.status());
        assertEquals(List.of(false, false, false, false, false), server.signIns);
        assertEquals(List.of(Refusal.WRONG_TOKENS, Refusal.WRONG_TOKENS), server.refused);
        assertEquals(200, server.ask("GET /health").status());
    }

    @Test
    void thePauseIsAsLongAsIsConfigured() throws Exception {
        try (var quick = new TestServer(SampleRoutes.ALL, "max-wrong-tokens = 1", "wrong-token-pause = 200 ms")) {
            assertEquals(
                    401,
                    quick.ask("GET /api/watched", TestServer.bearer("svt_wrong"))
                            .status());

            Eventually.isTrue(() -> status(quick, TestServer.WATCH) == 200, () -> "the pause does not end");
        }
    }

    private static int status(TestServer server, String token) {
        try {
            return server.ask("GET /api/watched", TestServer.bearer(token)).status();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoDidWhatIsRecordedWithoutTokens() throws Exception {
        server.ask("GET /api/read?number=" + TestServer.OPERATE.substring(0, 15), TestServer.bearer(TestServer.READ));
        server.ask("DELETE /api/things/7", TestServer.bearer(TestServer.WATCH));
        server.ask("GET /api/watched", TestServer.bearer("svt_wrong"));

        assertEquals(
                List.of(
                        "rita read token /api/read 200 ",
                        "wanda watch token /api/things/7 403 ",
                        " none anonymous /api/watched 401 wrong token"),
                server.log.stream()
                        .map(entry -> String.join(
                                " ",
                                entry.who().name(),
                                entry.who().role(),
                                entry.who().way(),
                                entry.what().path(),
                                Integer.toString(entry.status()),
                                entry.note()))
                        .toList());
        assertEquals("127.0.0.1", server.log.get(0).who().address());
        assertEquals("number=svt_[redacted]", server.log.get(0).what().query());
    }

    @Test
    void theRoleIsTheOneThatTheTokenHasNow() throws Exception {
        server.tokens = new Tokens(List.of(Token.of("wanda", Role.OPERATE, TestServer.WATCH)));

        assertEquals(
                204,
                server.ask("DELETE /api/things/7", TestServer.bearer(TestServer.WATCH))
                        .status());
    }
}
