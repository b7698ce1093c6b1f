package org.sipverify.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays the verifier by its published answers, because the real one needs key servers and dossiers of the outside world.
 * Counts what it is asked. It is never slow by the clock, which goes on while a test is held up: it answers at once, when
 * it is told to, or never.
 */
public final class VerifierStandIn implements AutoCloseable {
    static final String VALID = """
            {"request_id":"r-1","overall_status":"VALID","claims":null,"errors":null,
             "brand_name":"ACME Corporation","brand_logo_url":"https://cdn.acme.example/logo.png"}""";

    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Part part = new Part(200, VALID, false);

    /** What it plays for a while: an answer, when it may go, and what came of it. */
    private static final class Part {
        private final int status;
        private final String answer;
        private final boolean endless;
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger aborted = new AtomicInteger();

        Part(int status, String answer, boolean endless) {
            this.status = status;
            this.answer = answer;
            this.endless = endless;
        }

        void play(HttpExchange exchange) throws IOException, InterruptedException {
            asked.incrementAndGet();
            go.await();
            try {
                exchange.sendResponseHeaders(status, 0);
                write(exchange, answer);
                while (endless) {
                    TimeUnit.MILLISECONDS.sleep(20);
                    write(exchange, " ");
                }
            } catch (IOException e) {
                aborted.incrementAndGet();
                throw e;
            }
        }

        private static void write(HttpExchange exchange, String text) throws IOException {
            exchange.getResponseBody().write(text.getBytes(UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    public VerifierStandIn() throws IOException {
        part.go.countDown();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(threads);
        server.createContext("/verify-callee", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it answers this at once. */
    void answers(int httpStatus, String json) {
        part = new Part(httpStatus, json, false);
        release();
    }

    /** From now on it lets everybody wait for its VALID, until it is told to {@link #release} it. */
    void holds() {
        part = new Part(200, VALID, false);
    }

    void release() {
        part.go.countDown();
    }

    /** From now on its answer begins and does not end before the one who asked is gone. */
    void neverEnds() {
        part = new Part(200, "", true);
        release();
    }

    /** How often it was asked since it was told what to answer. */
    int asked() {
        return part.asked.get();
    }

    /** Waits until it was asked. */
    void awaitAsked() throws InterruptedException {
        Program.until(Program.PATIENCE, () -> asked() > 0);
        if (asked() == 0) {
            throw new AssertionError("nobody asked the verifier");
        }
    }

    /** How often one who had asked was gone before the answer, since it was told what to answer. */
    int aborted() {
        return part.aborted.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var mine = part;
        try {
            exchange.getRequestBody().readAllBytes();
            authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            mine.play(exchange);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
