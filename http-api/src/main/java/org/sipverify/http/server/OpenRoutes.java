package org.sipverify.http.server;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.sipverify.http.Health;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;

/** The two pages for machines, which everybody may see who reaches the port. */
record OpenRoutes(Supplier<Health> health, Supplier<String> metrics) implements Routes {
    private static final String HEALTH = "/health";
    private static final String METRICS = "/metrics";
    static final Set<String> PATHS = Set.of(HEALTH, METRICS);

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        HEALTH,
                        Role.NONE,
                        Operation.of(
                                        "Whether the server serves calls.",
                                        200,
                                        "healthy, or degraded: a file has a mistake")
                                .or(503, "draining: new calls are refused"),
                        request -> {
                            var now = health.get();
                            return Reply.json(now.code(), now);
                        }),
                Route.get(
                        METRICS,
                        Role.NONE,
                        Operation.of("Figures for Prometheus.", 200, "the text format of Prometheus"),
                        request -> Reply.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get())));
    }
}
