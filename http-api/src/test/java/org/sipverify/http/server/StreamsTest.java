package org.sipverify.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.sipverify.http.Operation;
import org.sipverify.http.Outlet;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.access.Tokens;
import org.sipverify.testkit.Eventually;

/** Answers that go on. */
class StreamsTest {
    private final List<Outlet> outlets = new CopyOnWriteArrayList<>();

    private final List<Route> routes = List.of(
            Route.get(
                    "/api/stream",
                    Role.WATCH,
                    Operation.of("For tests.", 200, "goes on"),
                    request -> Reply.streamed("text/event-stream", outlets::add)),
            Route.get(
                    "/api/plain",
                    Role.WATCH,
                    Operation.of("For tests.", 200, "is there"),
                    request -> Reply.text(200, "text/plain", "there")));

    private Outlet open(TestServer server, Socket socket, String method) throws IOException {
        int before = outlets.size();
        socket.getOutputStream()
                .write((method + " /api/stream HTTP/1.1\r\nHost: localhost\r\n" + TestServer.bearer(TestServer.WATCH)
                                + "\r\n\r\n")
                        .getBytes(US_ASCII));
        Eventually.isTrue(() -> outlets.size() > before, () -> server.answered.toString());
        return outlets.get(before);
    }

    private static void send(Outlet outlet, String text) {
        Eventually.isTrue(outlet::isReady);
        outlet.send(text.getBytes(UTF_8));
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().contains(end)) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("it ended after " + text);
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    @Test
    void whatIsSentArrivesAndTheEndIsAnEnd() throws Exception {
        try (var server = new TestServer(routes);
                var socket = server.connect()) {
            var outlet = open(server, socket, "GET");
            send(outlet, "data: 1\n\n");
            var first = readUntil(socket, "data: 1\n\n");
            assertTrue(first.startsWith("HTTP/1.1 200 OK\r\n"), first);
            assertTrue(first.contains("Content-Type: text/event-stream\r\n"), first);
            assertTrue(first.contains("X-Content-Type-Options: nosniff\r\n"), first);

            send(outlet, "data: 2\n\n");
            readUntil(socket, "data: 2\n\n");
            Eventually.isTrue(outlet::isReady);
            outlet.close();

            assertEquals(-1, socket.getInputStream().read());
            assertFalse(outlet.isOpen());
            assertEquals(List.of("GET /api/stream 200"), server.answered);
        }
    }

    /** Sixteen threads answer requests, and a request may take 200 ms. */
    @Test
    void fiftyStreamsTakeNoThreadAndNoTimeEndsThem() throws Exception {
        try (var server = new TestServer(routes, "request-time = 200 ms")) {
            var sockets = new ArrayList<Socket>();
            for (int i = 0; i < 50; i++) {
                var socket = server.connect();
                sockets.add(socket);
                send(open(server, socket, "GET"), "data: 1\n\n");
            }
            try (var slow = server.connect()) {
                assertEquals(-1, slow.getInputStream().read(), "one that sends nothing is closed meanwhile");
            }

            assertEquals(
                    200,
                    server.ask("GET /api/plain", TestServer.bearer(TestServer.WATCH))
                            .status());
            for (int i = 0; i < 50; i++) {
                assertTrue(outlets.get(i).isOpen());
                send(outlets.get(i), "data: 2\n\n");
                readUntil(sockets.get(i), "data: 2\n\n");
                sockets.get(i).close();
            }
        }
    }

    @Test
    void whoTakesNothingIsStalledAndCanBeCutOff() throws Exception {
        try (var server = new TestServer(routes, "request-time = 200 ms");
                var socket = server.connect()) {
            var outlet = open(server, socket, "GET");
            var much = "x".repeat(1 << 20);
            for (int sent = 0; outlet.isReady() && sent < 100; sent++) {
                send(outlet, much);
            }
            Eventually.isTrue(outlet::isStalled);

            outlet.close();

            Eventually.isTrue(() -> server.server.connections() == 0);
            assertFalse(outlet.isOpen() || outlet.isReady() || outlet.isStalled());
        }
    }

    @Test
    void whoLeavesIsNoticedWhenSomethingIsSent() throws Exception {
        try (var server = new TestServer(routes)) {
            Outlet outlet;
            try (var socket = server.connect()) {
                outlet = open(server, socket, "GET");
                send(outlet, "data: 1\n\n");
            }
            Eventually.isTrue(() -> {
                if (outlet.isReady()) {
                    outlet.send(":\n\n".getBytes(UTF_8));
                }
                return !outlet.isOpen();
            });
            Eventually.isTrue(() -> server.server.connections() == 0);
        }
    }

    @Test
    void aTokenThatIsDeletedIsNoLongerAllowed() throws Exception {
        try (var server = new TestServer(routes);
                var socket = server.connect()) {
            var outlet = open(server, socket, "GET");
            assertTrue(outlet.isAllowed());

            server.tokens = Tokens.NONE;

            assertFalse(outlet.isAllowed());
        }
    }

    @Test
    void headHasNoBodyAndEnds() throws Exception {
        try (var server = new TestServer(routes)) {
            var answer = server.ask("HEAD /api/stream", TestServer.bearer(TestServer.WATCH));

            assertEquals(200, answer.status());
            assertEquals("", answer.body());
            assertTrue(outlets.isEmpty());
        }
    }
}
