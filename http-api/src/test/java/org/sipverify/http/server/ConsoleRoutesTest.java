package org.sipverify.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The console's files, as a browser asks for them. */
class ConsoleRoutesTest {
    private static final Path SOURCES = Path.of("src/main/resources/org/sipverify/http/console");

    /** How pages, style sheets and modules refer to each other. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?:src|href)=\"/console/([^\"]+)\"|from '\\./([^']+)'|import '\\./([^']+)'");

    private static final int FIRST_PAGE = 300_000;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(List.of(), "anonymous = none");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource
    void isServedToEverybody(String path, String type) throws Exception {
        var answer = server.ask("GET " + path);

        assertEquals(200, answer.status(), answer.head());
        assertEquals(type, answer.header("Content-Type"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("no-cache", answer.header("Cache-Control"));
        assertEquals(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                        + " require-trusted-types-for 'script'; trusted-types 'none'",
                answer.header("Content-Security-Policy"));
        assertTrue(answer.header("ETag").matches("\"[A-Za-z0-9_-]{22}\""), answer.head());
        assertFalse(answer.body().isEmpty());
    }

    static Stream<Arguments> isServedToEverybody() {
        return Stream.of(
                argumentSet("the page", "/", "text/html; charset=utf-8"),
                argumentSet("a module", "/console/main.js", "text/javascript; charset=utf-8"),
                argumentSet("a style sheet", "/console/base.css", "text/css; charset=utf-8"),
                argumentSet("the icon", "/console/icon.svg", "image/svg+xml"),
                argumentSet("the charts", "/console/uplot.js", "text/javascript; charset=utf-8"),
                argumentSet("their style sheet", "/console/uplot.css", "text/css; charset=utf-8"));
    }

    @ParameterizedTest
    @MethodSource
    void isNotServed(String path, int status) throws Exception {
        var answer = server.ask("GET " + path);

        assertEquals(status, answer.status(), answer.head());
        assertEquals("application/json", answer.header("Content-Type"));
    }

    static Stream<Arguments> isNotServed() {
        return Stream.of(
                argumentSet("no such file", "/console/none.js", 404),
                argumentSet("the directory", "/console", 404),
                argumentSet("the directory with a slash", "/console/", 400),
                argumentSet("a file of another directory", "/console/..%2fserver%2fDoor.class", 400),
                argumentSet("one above", "/console/../reference.conf", 400),
                argumentSet("one above, encoded", "/console/%2e%2e", 400),
                argumentSet("a class beside it", "/console/Role.class", 404),
                argumentSet("the configuration", "/console/reference.conf", 404),
                argumentSet("a name with a NUL", "/console/main.js%00.html", 400),
                argumentSet("a name with a blank", "/console/main.js%20", 404),
                argumentSet("another case", "/console/MAIN.JS", 404),
                argumentSet("a file of the webjar", "/console/package.json", 404),
                argumentSet("a parameter", "/console/main.js?v=1", 400));
    }

    @Test
    void aFileThatTheBrowserHasIsNotSentAgain() throws Exception {
        var first = server.ask("GET /console/main.js");
        var tag = first.header("ETag");

        var again = server.ask("GET /console/main.js", "If-None-Match: " + tag);

        assertEquals(304, again.status());
        assertEquals("", again.body());
        assertEquals(tag, again.header("ETag"));
        assertEquals(
                304,
                server.ask("GET /console/main.js", "If-None-Match: \"x\", W/" + tag)
                        .status());
        assertEquals(
                200, server.ask("GET /console/main.js", "If-None-Match: \"x\"").status());
        assertNotEquals(tag, server.ask("GET /console/dom.js").header("ETag"));
        assertEquals("", server.ask("HEAD /console/main.js").body());
    }

    /** What the page needs before it shows something: all that it refers to, and what that refers to. */
    @Test
    void theFirstPageIsComplete() throws Exception {
        var known = new TreeSet<>(List.of("index.html"));
        var open = new ArrayDeque<>(known);
        int size = 0;
        while (!open.isEmpty()) {
            var name = open.remove();
            var answer = server.ask("GET " + (name.equals("index.html") ? "/" : "/console/" + name));
            assertEquals(200, answer.status(), name);
            size += answer.body().length() + answer.head().length();
            REFERENCE
                    .matcher(answer.body())
                    .results()
                    .map(it -> Stream.of(1, 2, 3)
                            .map(it::group)
                            .filter(group -> group != null)
                            .findFirst()
                            .orElseThrow())
                    .filter(known::add)
                    .forEach(open::add);
        }

        assertTrue(size <= FIRST_PAGE, "the first page has " + size + " bytes");
        try (var files = Files.list(SOURCES)) {
            var shipped =
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            known.removeAll(List.of("uplot.js", "uplot.css"));
            assertEquals(shipped, known);
        }
    }

    @Test
    void itsFilesAreNotInTheAccessLog() throws Exception {
        server.ask("GET /");
        server.ask("GET /console/main.js");
        server.ask("GET /api/session");

        assertEquals(
                List.of("/api/session"),
                server.log.stream().map(entry -> entry.what().path()).toList());
    }

    @Test
    void thereIsNoConsoleWithoutTheApi() throws Exception {
        try (var bare = new TestServer(List.of(), "api = false")) {
            assertEquals(404, bare.ask("GET /").status());
            assertEquals(404, bare.ask("GET /console/main.js").status());
        }
    }
}
