package org.sipverify.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
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

/** Bodies and queries: what reaches a route of them, and what is named and refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersTest {
    private static final int LONGEST = 64 * 1024;

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
    void reads(String body, String expected) throws Exception {
        var answer = server.send("POST /api/things", body);

        assertEquals(200, answer.status(), answer.body());
        assertTrue(answer.body().endsWith("\"body\":" + expected + "}\n"), answer.body());
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                argumentSet("one field", "{\"host\":\"a\"}", "{\"host\":\"a\"}"),
                argumentSet(
                        "all fields",
                        "{\"host\":\"a\",\"port\":5061,\"keep\":true,\"level\":\"INFO\"}",
                        "{\"host\":\"a\",\"keep\":true,\"level\":\"INFO\",\"port\":5061}"));
    }

    @ParameterizedTest
    @MethodSource
    void refuses(String body, String field, String why) throws Exception {
        var answer = server.send("POST /api/things", body);

        assertEquals(400, answer.status(), answer.body());
        assertTrue(answer.body().contains(why), answer.body());
        assertEquals(
                field.isEmpty() ? "" : ",\"field\":\"" + field + "\"}\n",
                answer.body().contains("\"field\"")
                        ? answer.body().substring(answer.body().indexOf(",\"field\""))
                        : "");
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                argumentSet("a field that is missing", "{}", "host", "is missing"),
                argumentSet("one that is null", "{\"host\":null}", "host", "must be a text"),
                argumentSet("an empty text", "{\"host\":\"\"}", "host", "1 to 10 characters"),
                argumentSet("a long text", "{\"host\":\"abcdefghijk\"}", "host", "1 to 10 characters"),
                argumentSet("a number for a text", "{\"host\":7}", "host", "must be a text"),
                argumentSet("a list for a text", "{\"host\":[\"a\"]}", "host", "must be a text"),
                argumentSet("a text for a number", "{\"host\":\"a\",\"port\":\"5061\"}", "port", "whole number"),
                argumentSet("a fraction", "{\"host\":\"a\",\"port\":1.5}", "port", "whole number from 1 to 65535"),
                argumentSet("a number too large", "{\"host\":\"a\",\"port\":65536}", "port", "whole number"),
                argumentSet("one beyond all", "{\"host\":\"a\",\"port\":1e999999999}", "port", "whole number"),
                argumentSet("a text for a flag", "{\"host\":\"a\",\"keep\":\"true\"}", "keep", "true or false"),
                argumentSet("another choice", "{\"host\":\"a\",\"level\":\"LOUD\"}", "level", "one of DEBUG, INFO"),
                argumentSet("an unknown field", "{\"host\":\"a\",\"hots\":1}", "hots", "did you mean host?"),
                argumentSet("a name that is doubled", "{\"host\":\"a\",\"host\":\"b\"}", "host", "is there twice"),
                argumentSet("a doubled unknown name", "{\"x\":1,\"x\":2}", "x", "is there twice"),
                argumentSet("deep nesting", "[".repeat(5000), "", "must be a JSON object"),
                argumentSet(
                        "deep nesting in a field",
                        "{\"host\":" + "[".repeat(50) + "]".repeat(50) + "}",
                        "host",
                        "must be a text"),
                argumentSet("a list", "[]", "", "must be a JSON object"),
                argumentSet("a text", "\"host\"", "", "must be a JSON object"),
                argumentSet("two objects", "{\"host\":\"a\"}{}", "", "must be a JSON object"),
                argumentSet("half an object", "{\"host\":\"a\"", "", "must be a JSON object"),
                argumentSet("a comment", "{/**/\"host\":\"a\"}", "", "must be a JSON object"),
                argumentSet("a form", "host=a", "", "must be a JSON object"));
    }

    @Test
    void whatIsRepeatedOfARequestIsEscapedAndCut() throws Exception {
        var answer = server.send("POST /api/things", "{\"<b>\\u0000\\u2028" + "x".repeat(500) + "\":1}");

        assertEquals(400, answer.status());
        assertTrue(answer.body().length() < 400, answer.body());
        assertFalse(answer.body().contains("\\u0000"), answer.body());
    }

    @Test
    void aBodyIsJson() throws Exception {
        for (var type : List.of("application/x-www-form-urlencoded", "text/plain", "application/jsonx", "")) {
            var answer = server.raw("POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                    + "\r\nContent-Length: 12\r\n\r\n{\"host\":\"a\"}");

            assertEquals(415, answer.status(), type);
        }
        assertEquals(
                200,
                server.raw(
                                "POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Type: Application/JSON; charset=utf-8"
                                        + "\r\nContent-Length: 12\r\n\r\n{\"host\":\"a\"}")
                        .status());
        assertEquals(
                415,
                server.send("POST /api/things", "{\"host\":\"a\"}", "Content-Encoding: gzip")
                        .status());
    }

    @Test
    void aBodyMayComeInPieces() throws Exception {
        var chunked = String.join(
                "\r\n",
                "POST /api/things HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked",
                "",
                "");

        assertEquals(
                200,
                server.raw(chunked + "5\r\n{\"hos\r\n7\r\nt\":\"a\"}\r\n0\r\n\r\n")
                        .status());
        assertEquals(
                413,
                server.raw(chunked + "10001\r\n" + "x".repeat(LONGEST + 1) + "\r\n0\r\n\r\n")
                        .status());
    }

    @Test
    void aLongBodyIsRefusedBeforeItComes() throws Exception {
        try (var socket = server.connect()) {
            socket.getOutputStream()
                    .write(("POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + (LONGEST + 1) + "\r\n\r\n")
                            .getBytes(US_ASCII));

            assertEquals(413, TestServer.read(socket).status());
        }
        var most = "{\"host\":\"a\"" + " ".repeat(LONGEST - 12) + "}";
        assertEquals(200, server.send("POST /api/things", most).status());
        assertEquals(413, server.send("POST /api/things", most + " ").status());
    }

    @ParameterizedTest
    @MethodSource
    void queries(String query, int expected, String in) throws Exception {
        var answer = server.ask("GET /api/read?" + query);

        assertEquals(expected, answer.status(), answer.body());
        assertTrue(answer.body().contains(in), answer.body());
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                argumentSet("a text", "number=%2B1555", 200, "{\"number\":\"+1555\"}"),
                argumentSet("a blank", "number=a+b", 200, "{\"number\":\"a b\"}"),
                argumentSet("a number and a flag", "limit=7&live=true", 200, "{\"limit\":7,\"live\":true}"),
                argumentSet("nothing", "", 200, "\"query\":{}"),
                argumentSet("an unknown one", "nummer=1", 400, "\"field\":\"nummer\""),
                argumentSet("one twice", "number=1&number=2", 400, "\"field\":\"number\""),
                argumentSet("a text for a number", "limit=many", 400, "\"field\":\"limit\""),
                argumentSet("a number too large", "limit=101", 400, "1 to 100"),
                argumentSet("a number far too large", "limit=99999999999999999999", 400, "1 to 100"),
                argumentSet("a word for a flag", "live=yes", 400, "true or false"),
                argumentSet("an empty text", "number=", 400, "\"field\":\"number\""),
                argumentSet("a broken escape", "number=%4", 400, "percent-encoded"),
                argumentSet("NUL", "number=%00", 400, "percent-encoded"),
                argumentSet("one without a name", "=1", 400, "is not a parameter"));
    }
}
