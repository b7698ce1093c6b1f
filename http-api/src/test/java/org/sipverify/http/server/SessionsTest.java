package org.sipverify.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.http.Role;
import org.sipverify.http.access.Token;
import org.sipverify.http.access.Tokens;

/** A browser signs in with a token, and shows a cookie from then on. */
class SessionsTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(SampleRoutes.ALL, "anonymous = none", "max-sessions = 2");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer.Answer signIn(String token) throws IOException {
        return server.send("POST /api/session", "{\"token\":\"" + token + "\"}");
    }

    private static String cookie(TestServer.Answer answer) {
        return "Cookie: theme=dark; " + answer.header("Set-Cookie").split(";", 2)[0];
    }

    @Test
    void theCookieIsForThisServerAlone() throws Exception {
        var answer = signIn(TestServer.READ);

        assertEquals(200, answer.status());
        assertEquals("{\"name\":\"rita\",\"role\":\"read\",\"way\":\"session\"}\n", answer.body());
        assertTrue(
                answer.header("Set-Cookie")
                        .matches("sip-verify=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict"),
                answer.head());
        assertFalse(answer.head().contains(TestServer.READ));
        assertEquals("signed in as rita", server.log.get(0).note());
        assertEquals(List.of(true), server.signIns);
    }

    @Test
    void aSessionHasTheRoleOfItsToken() throws Exception {
        var cookie = cookie(signIn(TestServer.READ));

        assertEquals(200, server.ask("GET /api/read", cookie).status());
        assertEquals(403, server.ask("DELETE /api/things/7", cookie).status());
        assertEquals(
                "{\"name\":\"rita\",\"role\":\"read\",\"way\":\"session\"}\n",
                server.ask("GET /api/session", cookie).body());
        assertEquals(401, server.ask("GET /api/read").status());
        assertEquals(401, server.ask("GET /api/read", "Cookie: sip-verify=x").status());
    }

    @Test
    void signingOutEndsIt() throws Exception {
        var cookie = cookie(signIn(TestServer.READ));

        var out = server.ask("DELETE /api/session", cookie);

        assertEquals(204, out.status());
        assertTrue(out.header("Set-Cookie").startsWith("sip-verify=; Path=/; Max-Age=0;"), out.head());
        assertEquals(401, server.ask("GET /api/read", cookie).status());
        assertEquals(0, server.server.sessions());
    }

    @Test
    void deletingTheTokenEndsIt() throws Exception {
        var cookie = cookie(signIn(TestServer.READ));

        server.tokens = new Tokens(List.of(Token.of("rita", Role.READ, Token.newSecret())));

        assertEquals(401, server.ask("GET /api/read", cookie).status());
    }

    @Test
    void ofMoreSessionsThanThereIsRoomForTheOldestEnds() throws Exception {
        var first = cookie(signIn(TestServer.READ));
        var second = cookie(signIn(TestServer.READ));
        var third = cookie(signIn(TestServer.WATCH));

        assertEquals(401, server.ask("GET /api/watched", first).status());
        assertEquals(200, server.ask("GET /api/watched", second).status());
        assertEquals(200, server.ask("GET /api/watched", third).status());
        assertEquals(2, server.server.sessions());
    }

    @Test
    void aWrongTokenBeginsNone() throws Exception {
        var answer = signIn("svt_wrong");

        assertEquals(401, answer.status());
        assertEquals("", answer.header("Set-Cookie"));
        assertEquals("wrong token", server.log.get(0).note());
        assertEquals(List.of(false), server.signIns);
    }

    @Test
    void noPageOfAnotherServerSignsIn() throws Exception {
        var answer = server.send(
                "POST /api/session", "{\"token\":\"" + TestServer.READ + "\"}", "Origin: https://evil.example");

        assertEquals(403, answer.status());
        assertEquals("", answer.header("Set-Cookie"));
    }
}
