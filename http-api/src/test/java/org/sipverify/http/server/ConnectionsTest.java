package org.sipverify.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.http.HttpMeter.Refusal;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.testkit.Eventually;

/** Clients that open connections and keep them, and what becomes of the others. */
class ConnectionsTest {
    private static final int SLOW = 10_000;

    /** As many as one process may have open, with room for the others of a build. */
    private static final int OPEN = 1000;

    private static void begin(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    /** Each of them would live for ten seconds; together they would keep others away for minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /health HTTP/1.1\r\nHost: loc",
                "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
            })
    void tenThousandSlowConnectionsKeepNobodyAway(String beginning) throws Exception {
        try (var server = new TestServer(SampleRoutes.ALL)) {
            var open = new ArrayList<Socket>();
            for (var i = 0; i < SLOW; i++) {
                var socket = server.connect();
                begin(socket, beginning);
                open.add(socket);
                if (open.size() > OPEN) {
                    open.remove(0).close();
                }
                if (i % 1000 == 999) {
                    assertEquals(200, server.ask("GET /health").status());
                }
            }
            assertTrue(server.server.connections() <= 257, () -> server.server.connections() + " connections");
            assertTrue(server.refused.contains(Refusal.CONNECTIONS));
            for (var socket : open) {
                socket.close();
            }
        }
    }

    /** From 127.0.0.2 there is one, from 127.0.0.1 there are many. */
    @Test
    void thoseOfAnAddressWithFewStay() throws Exception {
        try (var server = new TestServer(SampleRoutes.ALL, "max-connections = 8");
                var few = new Socket()) {
            few.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0));
            few.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port));
            Eventually.isTrue(() -> server.server.connections() == 1, () -> "it is not accepted");
            var many = new ArrayList<Socket>();
            for (var i = 0; i < 20; i++) {
                many.add(server.connect());
            }
            Eventually.isTrue(() -> server.refused.size() >= 13, () -> server.refused.toString());

            begin(few, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertEquals(200, TestServer.read(few).status());
            for (var socket : many) {
                socket.close();
            }
        }
    }

    @Test
    void aRequestThatIsWorkedOnIsNotPushedOut() throws Exception {
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = Route.get("/api/slow", Role.WATCH, Operation.of("Slow.", 200, "late"), request -> {
            asked.countDown();
            await(goOn);
            return Reply.json(200, "late");
        });
        try (var server = new TestServer(List.of(slow), "max-connections = 8", "request-time = 200 ms");
                var waiting = server.connect()) {
            begin(waiting, "GET /api/slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await(asked);
            for (var i = 0; i < 20; i++) {
                server.connect();
            }
            Eventually.isTrue(() -> server.refused.contains(Refusal.SLOW), () -> server.refused.toString());

            goOn.countDown();

            assertEquals(200, TestServer.read(waiting).status());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One that comes octet by octet is never idle. */
    @Test
    void aRequestThatNeverEndsIsCutOff() throws Exception {
        try (var server = new TestServer(SampleRoutes.ALL, "request-time = 300 ms");
                var socket = server.connect()) {
            socket.setSoTimeout(10);
            var closed = false;
            for (var i = 0; i < 7_000 && !closed; i++) {
                closed = isClosedAfterOneMore(socket);
            }

            assertTrue(closed);
            assertEquals(List.of(Refusal.SLOW), server.refused);
        }
    }

    private static boolean isClosedAfterOneMore(Socket socket) {
        try {
            socket.getOutputStream().write('G');
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException nothingYet) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void aBodyThatNeverEndsIsCutOff() throws Exception {
        try (var server = new TestServer(SampleRoutes.ALL, "request-time = 300 ms");
                var socket = server.connect()) {
            begin(socket, """
                    POST /api/things HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Content-Length: 60000\r
                    \r
                    {""");
            socket.setSoTimeout(10);
            var closed = false;
            for (var i = 0; i < 7_000 && !closed; i++) {
                closed = isClosedAfterOneMore(socket);
            }

            assertTrue(closed);
        }
    }

    /** Where an answer is longer than what the kernel takes, it waits for its reader, and no longer than that. */
    @Test
    void anAnswerThatNobodyReadsIsCutOff() throws Exception {
        var large = Route.get(
                "/api/large",
                Role.WATCH,
                Operation.of("Large.", 200, "long"),
                request -> Reply.text(200, "text/plain", "x".repeat(64 << 20)));
        try (var server = new TestServer(List.of(large), "request-time = 300 ms");
                var socket = server.connect()) {
            begin(socket, "GET /api/large HTTP/1.1\r\nHost: localhost\r\n\r\n");

            Eventually.isTrue(() -> server.refused.contains(Refusal.SLOW), () -> server.refused.toString());
            Eventually.isTrue(() -> server.server.connections() == 0, () -> "it stays open");
        }
    }
}
