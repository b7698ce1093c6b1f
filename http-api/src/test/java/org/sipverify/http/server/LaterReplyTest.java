package org.sipverify.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;

/** Replies that come long after their request. */
class LaterReplyTest {
    /** More than the server has threads. */
    private static final int MANY = 40;

    private final BlockingQueue<Consumer<Reply>> waiting = new LinkedBlockingQueue<>();

    private Route slow() {
        return Route.get(
                "/api/slow", Role.WATCH, Operation.of("Slow.", 200, "late"), request -> Reply.later(waiting::add));
    }

    private static Socket ask(TestServer server) throws Exception {
        var socket = server.connect();
        socket.getOutputStream().write("GET /api/slow HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        return socket;
    }

    @Test
    void manyOfThemTakeNoThreadFromOthers() throws Exception {
        try (var server = new TestServer(List.of(slow()), "request-time = 5 s")) {
            var sockets = new ArrayList<Socket>();
            var takers = new ArrayList<Consumer<Reply>>();
            for (var i = 0; i < MANY; i++) {
                sockets.add(ask(server));
                takers.add(waiting.take());
            }

            assertEquals(200, server.ask("GET /health").status());

            for (var i = 0; i < MANY; i++) {
                takers.get(i).accept(Reply.json(200, "late " + i).noted("number " + i));
            }
            for (var i = 0; i < MANY; i++) {
                assertEquals(
                        "\"late " + i + "\"\n", TestServer.read(sockets.get(i)).body());
                sockets.get(i).close();
            }
            assertTrue(server.log.stream().anyMatch(entry -> entry.toString().contains("number 39")));
        }
    }

    @Test
    void onlyTheFirstOfTwoIsSent() throws Exception {
        try (var server = new TestServer(List.of(slow()));
                var socket = ask(server)) {
            var taker = waiting.take();

            taker.accept(Reply.json(200, "first"));
            taker.accept(Reply.json(200, "second"));

            assertEquals("\"first\"\n", TestServer.read(socket).body());
            assertEquals(1, server.answered.size());
        }
    }

    @Test
    void aClientThatIsGoneHarmsNobody() throws Exception {
        try (var server = new TestServer(List.of(slow()))) {
            ask(server).close();

            waiting.take().accept(Reply.json(200, "nobody"));

            assertEquals(200, server.ask("GET /health").status());
        }
    }
}
