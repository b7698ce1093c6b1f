package org.sipverify.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Plays the verifier by its published answers, because the real one needs key servers and dossiers of the outside world.
 * Keeps what it is asked. It is never slow by the clock, which goes on while a test is held up: it answers at once, when
 * a test says so, or never.
 */
public final class VerifierStandIn implements AutoCloseable {
    public static final String VALID = """
            {"request_id":"r-1","overall_status":"VALID","claims":null,"errors":null,
             "brand_name":"ACME Corporation","brand_logo_url":"https://cdn.acme.example/logo.png"}""";

    /** A request. */
    public record Question(String path, Optional<String> authorization, String vvpIdentity, String body) {}

    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String scheme;
    private volatile Part part = new Part(200, VALID, Optional.empty(), false);

    /** What it plays for a while: an answer, when it may go, and what came of it. */
    private static final class Part {
        private final int status;
        private final byte[] answer;
        private final Optional<String> location;
        private final boolean endless;
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger aborted = new AtomicInteger();

        Part(int status, String answer, Optional<String> location, boolean endless) {
            this.status = status;
            this.answer = answer.getBytes(UTF_8);
            this.location = location;
            this.endless = endless;
        }

        void play(HttpExchange exchange) throws IOException, InterruptedException {
            asked.incrementAndGet();
            go.await();
            try {
                location.ifPresent(it -> exchange.getResponseHeaders().add("Location", it));
                var length = answer.length == 0 ? -1 : answer.length;
                exchange.sendResponseHeaders(status, endless ? 0 : length);
                exchange.getResponseBody().write(answer);
                while (endless) {
                    TimeUnit.MILLISECONDS.sleep(20);
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (IOException e) {
                aborted.incrementAndGet();
                throw e;
            }
        }
    }

    /** One that is asked at the path of the published interface, and answers 404 elsewhere. */
    public VerifierStandIn() throws IOException {
        this(HttpServer.create(), "http", "/verify-callee");
    }

    private VerifierStandIn(HttpServer server, String scheme, String path) throws IOException {
        part.go.countDown();
        this.server = server;
        this.scheme = scheme;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(threads);
        server.createContext(path, this::answer);
        server.start();
    }

    /** One that answers at every path. */
    public static VerifierStandIn atAnyPath() throws IOException {
        return new VerifierStandIn(HttpServer.create(), "http", "/");
    }

    /** The same over TLS. */
    public static VerifierStandIn overTls(SSLContext context) throws IOException {
        var server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new VerifierStandIn(server, "https", "/");
    }

    public String url() {
        return url("127.0.0.1");
    }

    /** With this name of the machine. */
    public String url(String host) {
        return scheme + "://" + host + ":" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** From now on it answers this at once. */
    public void answers(int httpStatus, String json) {
        part = new Part(httpStatus, json, Optional.empty(), false);
        release();
    }

    /** From now on it redirects at once. */
    public void redirects(int httpStatus, String location) {
        part = new Part(httpStatus, "", Optional.of(location), false);
        release();
    }

    /** From now on each request waits for its VALID until {@link #release}. */
    public void holds() {
        part = new Part(200, VALID, Optional.empty(), false);
    }

    public void release() {
        part.go.countDown();
    }

    /** From now on its answer begins and does not end before the client is gone. */
    public void neverEnds() {
        part = new Part(200, "", Optional.empty(), true);
        release();
    }

    /** Every request so far. */
    public List<Question> questions() {
        return List.copyOf(questions);
    }

    /** From how many connections it was asked. */
    public int connections() {
        return callers.size();
    }

    /** How often it was asked since a test said what to answer. */
    public int asked() {
        return part.asked.get();
    }

    /** Waits until it was asked. */
    public void awaitAsked() {
        Eventually.isTrue(() -> asked() > 0, () -> "the verifier was not asked");
    }

    /** How often a client was gone before the answer, since a test said what to answer. */
    public int aborted() {
        return part.aborted.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var mine = part;
        try {
            var headers = exchange.getRequestHeaders();
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            callers.add(exchange.getRemoteAddress());
            questions.add(new Question(
                    exchange.getRequestURI().getPath(),
                    Optional.ofNullable(headers.getFirst("Authorization")),
                    Optional.ofNullable(headers.getFirst("VVP-Identity")).orElse(""),
                    body));
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
