package org.sipverify.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The two pages for machines: {@code GET /health} and {@code GET /metrics}. */
final class StatusServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server server;

    /** The answer to GET /health: {@code healthy} with 200, {@code draining} with 503. */
    record Health(
            String status,
            @JsonProperty("verifier_url") String verifierUrl,
            @JsonProperty("uptime_seconds") long uptimeSeconds) {

        int code() {
            return status.equals("healthy") ? 200 : 503;
        }
    }

    private StatusServer(Server server) {
        this.server = server;
    }

    /**
     * Opens the pages.
     *
     * @throws IOException when the port cannot be had
     */
    static StatusServer start(InetSocketAddress address, Supplier<Health> health, Supplier<String> metrics)
            throws IOException {
        var threads = new QueuedThreadPool(6, 1);
        threads.setName("http");
        var server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        var connector = new ServerConnector(server, null, null, null, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        server.addConnector(connector);
        server.setHandler(new Pages(health, metrics));
        start(server);
        return new StatusServer(server);
    }

    private static void start(Server server) throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // Jetty declares no narrower one
            throw new IllegalStateException("the HTTP server does not start", e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no narrower one
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }

    private static final class Pages extends Handler.Abstract.NonBlocking {
        private final Supplier<Health> health;
        private final Supplier<String> metrics;

        Pages(Supplier<Health> health, Supplier<String> metrics) {
            this.health = health;
            this.metrics = metrics;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws JsonProcessingException {
            var known = request.getHttpURI().getPath();
            if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
                response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
                return write(response, callback, 405, "text/plain; charset=utf-8", "only GET is served\n");
            }
            return switch (String.valueOf(known)) {
                case "/health" -> {
                    var now = health.get();
                    yield write(
                            response, callback, now.code(), "application/json", JSON.writeValueAsString(now) + "\n");
                }
                case "/metrics" ->
                    write(response, callback, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
                default -> write(response, callback, 404, "text/plain; charset=utf-8", "try /health or /metrics\n");
            };
        }

        private static boolean write(Response response, Callback callback, int status, String type, String text) {
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.write(true, ByteBuffer.wrap(text.getBytes(UTF_8)), callback);
            return true;
        }
    }
}
