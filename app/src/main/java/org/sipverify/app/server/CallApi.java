package org.sipverify.app.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sipverify.app.api.calls.CallRoutes;
import org.sipverify.app.api.calls.LiveCalls;
import org.sipverify.app.api.calls.LiveRoutes;
import org.sipverify.app.call.CallRules;
import org.sipverify.app.config.Settings;
import org.sipverify.app.index.IndexObserver;
import org.sipverify.app.index.RefusedRows;
import org.sipverify.app.index.RowSink;
import org.sipverify.app.ops.Metrics;
import org.sipverify.http.Routes;

/**
 * Who takes the rows of calls, and who asks for them over HTTP.
 *
 * @param index absent where none is configured
 * @param live absent where there is no API
 */
record CallApi(Optional<IndexedCalls> index, Optional<LiveCalls> live, Metrics metrics) implements AutoCloseable {
    static CallApi start(Settings settings, Optional<IndexedCalls> index, Metrics metrics) {
        var live = settings.ops()
                .http()
                .filter(http -> http.access().isPresent())
                .map(http -> {
                    // the other half of the connections stays for requests
                    var limits = settings.ops().live().atMost(http.limits().connections() / 2);
                    var shown = LiveCalls.start(limits, metrics.callsApi());
                    metrics.gauge("sipverify.live.clients", "Clients of GET /api/calls/live", shown::clients);
                    metrics.gauge(
                            "sipverify.live.clients.max",
                            "live.max-clients, at most half of http.max-connections",
                            limits::clients);
                    return shown;
                });
        return new CallApi(index, live, metrics);
    }

    /**
     * What has rows made; absent where nobody takes any.
     *
     * @param now the settings in force
     */
    Optional<IndexObserver> observer(Supplier<Settings> now) {
        var sinks = Stream.concat(index.map(IndexedCalls::sink).stream(), live.map(LiveCalls::sink).stream())
                .toList();
        if (sinks.isEmpty()) {
            return Optional.empty();
        }
        var refusals = new RefusedRows(
                now.get().vcons().index().refusedPerMinute(),
                () -> now.get().redirection().numbers().plan(),
                metrics::leftOutOfIndex,
                System::nanoTime);
        return Optional.of(new IndexObserver(RowSink.all(sinks), refusals));
    }

    /** @param rules those in force */
    List<Routes> routes(Supplier<CallRules> rules) {
        var routes = new ArrayList<Routes>();
        live.ifPresent(it -> routes.add(new LiveRoutes(it, metrics.callsApi())));
        routes.add(new CallRoutes(index.map(it -> it.searches(metrics.callsApi())), rules));
        return routes;
    }

    @Override
    public void close() {
        live.ifPresent(LiveCalls::close);
    }
}
