package org.sipverify.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays the verifier by its published answers, because the real one needs key servers and dossiers of the outside world.
 * Counts what it is asked.
 */
final class VerifierStandIn implements AutoCloseable {
    static final String VALID = """
            {"request_id":"r-1","overall_status":"VALID","claims":null,"errors":null,
             "brand_name":"ACME Corporation","brand_logo_url":"https://cdn.acme.example/logo.png"}""";

    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger aborted = new AtomicInteger();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String answer = VALID;
    private volatile int status = 200;
    private volatile int delay;

    VerifierStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/verify-callee", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it answers this, after so many milliseconds. */
    void answers(int httpStatus, String json, int milliseconds) {
        status = httpStatus;
        answer = json;
        delay = milliseconds;
        asked.set(0);
        aborted.set(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        try {
            TimeUnit.MILLISECONDS.sleep(delay);
            exchange.sendResponseHeaders(status, 0);
            write(exchange, answer);
            if (delay > 0) {
                TimeUnit.MILLISECONDS.sleep(50); // what a closed connection swallows at first it refuses now
                write(exchange, " ");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            aborted.incrementAndGet();
            throw e;
        } finally {
            exchange.close();
        }
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
