package org.sipverify.app.server;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.sipverify.app.api.BanRoutes;
import org.sipverify.app.api.DrainRoutes;
import org.sipverify.app.api.LogLevelRoutes;
import org.sipverify.app.api.NodeRoutes;
import org.sipverify.app.api.PolicyRoutes;
import org.sipverify.app.api.ProblemsRoutes;
import org.sipverify.app.api.ReplayRoutes;
import org.sipverify.app.api.SeriesRoutes;
import org.sipverify.app.api.SettingsRoutes;
import org.sipverify.app.api.SourcesRoutes;
import org.sipverify.app.config.Settings;
import org.sipverify.app.index.PolicyReplay;
import org.sipverify.app.ops.AccessLogFile;
import org.sipverify.app.ops.Metrics;
import org.sipverify.app.recent.RecentEvents;
import org.sipverify.http.Routes;
import org.sipverify.http.access.AccessLog;
import org.sipverify.http.access.Tokens;
import org.sipverify.http.config.HttpConfig;
import org.sipverify.http.server.HttpServer;

/**
 * The HTTP server with what this program fills it with.
 *
 * @param settings those that the server was started with
 * @param parts what is asked about calls, and of other servers
 */
record HttpSide(
        Settings settings,
        NodeState state,
        WatchedFiles files,
        Metrics metrics,
        RecentEvents recent,
        List<Routes> parts) {
    private static final Duration REPLAY = Duration.ofSeconds(30);

    /**
     * Opens the port.
     *
     * @throws ConfigException when the tokens file has a mistake, or must have a token and has none
     * @throws IOException when the port cannot be had
     */
    HttpServer start(HttpConfig config) throws IOException {
        var parts = new HttpServer.Parts(
                new HttpServer.Pages(state::health, metrics::scrape),
                tokens(config),
                routes(),
                metrics.version(),
                new HttpServer.Reports(metrics.http(), log()));
        try {
            var server = HttpServer.start(config, parts);
            show(server);
            return server;
        } catch (IOException e) {
            throw new IOException("cannot listen on " + shown(config) + ": " + e.getMessage(), e);
        }
    }

    static String shown(HttpConfig config) {
        return (config.tls().isPresent() ? "https " : "http ")
                + config.address().getHostString() + ":" + config.address().getPort();
    }

    private Supplier<Tokens> tokens(HttpConfig config) {
        var file = config.access().flatMap(access -> access.tokensFile());
        if (file.isEmpty()) {
            return () -> Tokens.NONE;
        }
        var tokens = files.add(new TokensSource(file.get()));
        if (!config.isLocal()
                && tokens.problem().isEmpty()
                && tokens.get().all().isEmpty()) {
            throw new ConfigException.Generic(
                    file.get() + ": has no token, and http.host is not an address of loopback:"
                            + " make one with \"sip-verify token NAME --role operate\", or set http.api = false");
        }
        return tokens;
    }

    private AccessLog log() {
        return settings.ops().log().access().isPresent() ? new AccessLogFile() : AccessLog.NONE;
    }

    private List<Routes> routes() {
        var policies = new PolicyTrials(state.settings(), state.policies(), metrics::rulings);
        var reader = state.watching().index().map(IndexedCalls::reader);
        var routes = new ArrayList<>(parts);
        routes.addAll(List.of(
                new NodeRoutes(state::node),
                new SettingsRoutes(() -> files.configuration().get().configuration()),
                new LogLevelRoutes(state.level()),
                new DrainRoutes(state.pause()),
                new BanRoutes(state.sip().admission()::lift),
                new SeriesRoutes(recent.series()::of),
                new SourcesRoutes(recent.sources()::all, state.sip().admission()::banned),
                new ProblemsRoutes(recent.warnings()::all, recent.refusals()::all),
                new PolicyRoutes(policies::inForce, policies::preview, policies::proposed),
                new ReplayRoutes(
                        reader.map(it -> new PolicyReplay(it, PolicyReplay.MOST, REPLAY)), policies::proposed)));
        return routes;
    }

    private void show(HttpServer server) {
        metrics.routes(server.routes());
        metrics.gauge("sipverify.http.connections", "Open HTTP connections", server::connections);
        metrics.gauge("sipverify.http.connections.max", "http.max-connections", () -> settings.ops()
                .http()
                .map(http -> http.limits().connections())
                .orElse(0));
        metrics.gauge("sipverify.http.sessions", "Browsers that are signed in", server::sessions);
        metrics.gauge(
                "sipverify.http.wrong.token.addresses",
                "Addresses of which wrong tokens are remembered",
                server::watchedAddresses);
        server.certificate().map(HttpCertificate::new).ifPresent(it -> {
            it.show(metrics);
            files.add(it);
        });
    }
}
