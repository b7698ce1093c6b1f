package org.sipverify.app.http;

import static org.eclipse.jetty.http.HttpCompliance.Violation.MISMATCHED_AUTHORITY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The two pages for machines: {@code GET /health} and {@code GET /metrics}. */
public final class StatusServer implements AutoCloseable {
    /** Requests have one line and a handful of fields; a proxy may add cookies. */
    private static final int MAX_REQUEST = 8 * 1024;

    /** Scrapers take one or two. Where this many are open, the next waits until one is closed. */
    static final int MAX_CONNECTIONS = 64;

    /** What a connection lives for its one request, however slowly that comes. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Server server;

    /**
     * The answer to GET /health: {@code healthy} and {@code degraded} with 200, {@code draining} with 503.
     *
     * @param problems what is wrong while it is degraded, a sentence each
     * @param targets those of bridged calls, where they are probed. None of them changes the status: it is about this
     *     server, which a restart would not help to reach them
     */
    public record Health(
            String status,
            @JsonProperty("verifier_url") String verifierUrl,
            @JsonProperty("uptime_seconds") long uptimeSeconds,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> problems,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Target> targets) {
        private static final String DRAINING = "draining";

        /**
         * A target of bridged calls.
         *
         * @param state up, down or unknown
         * @param reason why its last probe failed; empty if it did not
         */
        public record Target(
                String target,
                String state,
                @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason) {}

        /** Keeps its own lists. */
        public Health {
            problems = List.copyOf(problems);
            targets = List.copyOf(targets);
        }

        /** Without targets. */
        public Health(String status, String verifierUrl, long uptimeSeconds, List<String> problems) {
            this(status, verifierUrl, uptimeSeconds, problems, List.of());
        }

        /** The same with these targets. */
        public Health with(List<Target> those) {
            return new Health(status, verifierUrl, uptimeSeconds, problems, those);
        }

        /** What a server says of itself. */
        public static Health of(boolean draining, String verifierUrl, Duration uptime, List<String> problems) {
            var status = draining ? DRAINING : problems.isEmpty() ? "healthy" : "degraded";
            return new Health(status, verifierUrl, uptime.toSeconds(), problems);
        }

        int code() {
            return status.equals(DRAINING) ? 503 : 200;
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
    public static StatusServer start(HttpConfig config, Supplier<Health> health, Supplier<String> metrics)
            throws IOException {
        return start(config, health, metrics, PATIENCE);
    }

    /** The same, with so much time for a connection and its one request. */
    public static StatusServer start(
            HttpConfig config, Supplier<Health> health, Supplier<String> metrics, Duration patience)
            throws IOException {
        var threads = new QueuedThreadPool(6, 1);
        threads.setName("http");
        var server = new Server(threads);
        var connector = new ServerConnector(server, null, null, null, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(config.address().getHostString());
        connector.setPort(config.address().getPort());
        connector.setIdleTimeout(patience.toMillis());
        connector.addBean(new ShortConnections(connector.getScheduler(), patience));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        server.setHandler(new Pages(config.hosts(), health, metrics));
        start(server);
        return new StatusServer(server);
    }

    /** Two small pages need no long requests. Where the target has a host of its own, the Host field counts for nothing. */
    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_REQUEST);
        http.setPersistentConnectionsEnabled(false);
        http.setHttpCompliance(HttpCompliance.RFC9110.with("RFC9112-3.2.2", MISMATCHED_AUTHORITY));
        return http;
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
}
