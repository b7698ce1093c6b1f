package org.sipverify.http.server;

import static org.eclipse.jetty.http.HttpCompliance.Violation.MISMATCHED_AUTHORITY;
import static org.eclipse.jetty.http.UriCompliance.Violation.FRAGMENT;
import static org.eclipse.jetty.http.UriCompliance.Violation.USER_INFO;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.sipverify.http.Health;
import org.sipverify.http.HttpMeter;
import org.sipverify.http.Operation;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;
import org.sipverify.http.access.AccessLog;
import org.sipverify.http.access.Gate;
import org.sipverify.http.access.Tokens;
import org.sipverify.http.config.HttpConfig;
import org.sipverify.http.server.Exchange.Witnesses;

/** Listens for HTTP: the pages for machines, and the API where it is switched on. */
public final class HttpServer implements AutoCloseable {
    /** Two of them wait for connections; the others are for routes that read files or databases. */
    private static final int THREADS = 16;

    /** Connections that the kernel holds before they are accepted. */
    private static final int BACKLOG = 1024;

    /** The door looks at paths itself, and answers in its own form. */
    private static final UriCompliance PATHS = UriCompliance.UNSAFE.without("paths", USER_INFO, FRAGMENT);

    private final Server server;
    private final Optional<ServerCertificate> certificate;
    private final Optional<Gate> gate;
    private final OpenConnections connections;
    private final List<Route> routes;

    /**
     * What the server is filled with.
     *
     * @param tokens those that are valid now
     * @param routes of the API, besides those that the server has by itself
     * @param version of this program
     */
    public record Parts(Pages pages, Supplier<Tokens> tokens, List<Routes> routes, String version, Reports reports) {
        /** Keeps its own list. */
        public Parts {
            routes = List.copyOf(routes);
        }
    }

    /** The pages for machines. */
    public record Pages(Supplier<Health> health, Supplier<String> metrics) {}

    /** Who hears what the server does. */
    public record Reports(HttpMeter meter, AccessLog log) {}

    private HttpServer(HttpConfig config, Parts parts) {
        var threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("http");
        this.server = new Server(threads);
        this.certificate = config.tls().map(ServerCertificate::new);
        var connector = connector(config);
        var meter = parts.reports().meter();
        this.connections = new OpenConnections(connector.getScheduler(), config.limits(), meter);
        connector.addBean(connections);
        server.addConnector(connector);
        server.setErrorHandler(new ErrorReplies(meter));
        this.gate = config.access()
                .map(access -> new Gate(access, parts.tokens(), meter, certificate.isPresent(), System::nanoTime));
        this.routes = routes(parts);
        var rules = new Door.Rules(
                config.hosts(), gate, certificate.isPresent(), config.limits().body());
        var witnesses = new Witnesses(meter, parts.reports().log(), connections);
        server.setHandler(new Door(rules, new Router(routes), witnesses));
    }

    /**
     * Opens the port.
     *
     * @throws ConfigException when a TLS file is unusable
     * @throws IOException when the port cannot be had
     */
    public static HttpServer start(HttpConfig config, Parts parts) throws IOException {
        var made = new HttpServer(config, parts);
        try {
            made.server.start();
        } catch (IOException e) {
            made.close();
            throw e;
        } catch (Exception e) { // Jetty declares no narrower one
            made.close();
            throw new IllegalStateException("the HTTP server does not start", e);
        }
        return made;
    }

    private List<Route> routes(Parts parts) {
        var all = new ArrayList<Route>(
                new OpenRoutes(parts.pages().health(), parts.pages().metrics()).routes());
        gate.ifPresent(it -> {
            all.addAll(new ConsoleRoutes(new ConsoleFiles()).routes());
            all.addAll(new SessionRoutes(it).routes());
            parts.routes().forEach(part -> all.addAll(part.routes()));
            all.add(Route.get(
                    "/api/openapi.json",
                    Role.NONE,
                    Operation.of("This description.", 200, "OpenAPI 3.1"),
                    request -> OpenApi.of(routes(), parts.version())));
        });
        return List.copyOf(all);
    }

    /** Where the request has a whole URI with a host of its own, the Host field counts for nothing. */
    private ServerConnector connector(HttpConfig config) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(config.limits().header());
        http.setPersistentConnectionsEnabled(false);
        http.setHttpCompliance(HttpCompliance.RFC9110.with("RFC9112-3.2.2", MISMATCHED_AUTHORITY));
        http.setUriCompliance(PATHS);
        var factories = new ArrayList<ConnectionFactory>();
        certificate.ifPresent(it -> {
            var tls = new SslConnectionFactory(it.contexts(), "http/1.1");
            tls.setEnsureSecureRequestCustomizer(false); // it would refuse IP addresses, whose certificates have no SNI
            factories.add(tls);
        });
        factories.add(new HttpConnectionFactory(http));
        var connector =
                new ServerConnector(server, null, null, null, 1, 1, factories.toArray(new ConnectionFactory[0]));
        connector.setHost(config.address().getHostString());
        connector.setPort(config.address().getPort());
        connector.setIdleTimeout(0); // OpenConnections has the times; a route may be silent for longer
        connector.setAcceptQueueSize(BACKLOG);
        return connector;
    }

    /** Every route, in the order in which they are tried. */
    public List<Route> routes() {
        return routes;
    }

    /** The certificate that it shows; absent without TLS. */
    public Optional<ServerCertificate> certificate() {
        return certificate;
    }

    /** Open connections. */
    public int connections() {
        return connections.size();
    }

    /** Browsers that are signed in. */
    public int sessions() {
        return gate.map(Gate::sessions).orElse(0);
    }

    /** Addresses of which wrong tokens are remembered. */
    public int watchedAddresses() {
        return gate.map(Gate::watchedAddresses).orElse(0);
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
