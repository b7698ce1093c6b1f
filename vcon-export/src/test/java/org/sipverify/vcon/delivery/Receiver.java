package org.sipverify.vcon.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.sipverify.testkit.Eventually;

/** An HTTP endpoint on loopback that behaves as a test wants it to. */
final class Receiver implements AutoCloseable {
    /** What it does with a request; {@link Receiver} has read the body. */
    interface Manner {
        void answer(Request request, HttpExchange exchange) throws IOException;
    }

    /** What came. */
    record Request(String method, String target, Headers headers, String body, UUID uuid, long nanos) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();

    /** Those that were answered 2xx to the end. */
    final Set<UUID> accepted = ConcurrentHashMap.newKeySet();

    /** Keeps the port while nobody listens: bound and never connected, so that whoever connects is refused. */
    private final Socket keeper = new Socket();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    /** What it tells who asks for its queue. */
    volatile String queue = "{\"list_name\": \"calls\", \"depth\": 0}";

    /** Where it was asked for it. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile Manner manner = status(201);

    Receiver() throws IOException {
        keeper.setReuseAddress(true);
        keeper.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = open();
    }

    String url() {
        return "http://127.0.0.1:" + keeper.getLocalPort();
    }

    Receiver behave(Manner manner) {
        this.manner = manner;
        return this;
    }

    static Manner status(int status) {
        return (request, exchange) -> send(exchange, status, "{}");
    }

    /** A response that breaks off. */
    static Manner half() {
        return (request, exchange) -> {
            exchange.sendResponseHeaders(201, 1000);
            exchange.getResponseBody().write("{".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
            throw new IOException("it broke off");
        };
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Fails unless these are answered 2xx to the end, and no others. The one asking hears of it first. */
    void awaitAccepted(Set<UUID> expected) throws InterruptedException {
        Eventually.isTrue(() -> accepted.size() >= expected.size());
        assertEquals(expected, accepted);
    }

    /** Nobody listens any more. */
    synchronized void refuseConnections() {
        server.stop(0);
    }

    synchronized void listenAgain() throws IOException {
        server = open();
    }

    private HttpServer open() throws IOException {
        // The JDK's server sends head and body apart, and without this the body waits 40 ms for an ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var opened = HttpServer.create((InetSocketAddress) keeper.getLocalSocketAddress(), 0);
        opened.createContext("/", this::handle);
        opened.setExecutor(threads);
        opened.start();
        return opened;
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            asked.add(exchange.getRequestURI().toString());
            send(exchange, 200, queue);
            return;
        }
        var request = read(exchange);
        requests.add(request);
        manner.answer(request, exchange);
        if (exchange.getResponseCode() / 100 == 2) {
            accepted.add(request.uuid());
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readAllBytes();
        var gzip = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                .endsWith("+gzip");
        var body = gzip
                ? new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), UTF_8)
                : new String(bytes, UTF_8);
        var json = new ObjectMapper().readTree(body);
        var uuid = json.has("uuid")
                ? json.path("uuid").asText()
                : json.at("/signatures/0/header/uuid")
                        .asText(json.at("/unprotected/uuid").asText());
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                body,
                UUID.fromString(uuid),
                System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        keeper.close();
    }
}
