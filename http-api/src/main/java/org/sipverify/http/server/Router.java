package org.sipverify.http.server;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Route;

/** The table of routes. */
record Router(List<Route> routes) {
    private static final String OPTIONS = "OPTIONS";
    private static final String HEAD = "HEAD";

    /** A route, and what the names in its path stand for. */
    record Match(Route route, Map<String, String> variables) {}

    /** Refuses two routes of one method and path. */
    Router {
        routes = List.copyOf(routes);
        var names = new HashSet<String>();
        routes.stream().map(Route::name).filter(name -> !names.add(name)).forEach(twice -> {
            throw new IllegalArgumentException("two routes: " + twice);
        });
    }

    /**
     * The route of a request.
     *
     * @throws RefusedException 404, 405 with Allow
     */
    Match find(String method, List<String> path) throws RefusedException {
        var allowed = new LinkedHashSet<String>();
        for (var route : routes) {
            var variables = route.path().match(path);
            if (variables.isPresent()) {
                if (route.method().equals(method.equals(HEAD) ? "GET" : method)) {
                    return new Match(route, variables.get());
                }
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw RefusedException.notFound("there is no such path: GET /api/openapi.json lists those of the API;"
                    + " /health and /metrics are for machines");
        }
        throw RefusedException.of(405, "not a method of this path").with("Allow", allow(allowed));
    }

    /** The answer to OPTIONS: which methods a path has. No page of another server may use them, so it says no more. */
    Reply options(List<String> path) throws RefusedException {
        try {
            find(OPTIONS, path);
        } catch (RefusedException e) {
            if (e.reply().status() == 405) {
                return Reply.done().with("Allow", e.reply().headers().getOrDefault("Allow", OPTIONS));
            }
            throw e;
        }
        throw new IllegalStateException("no route has this method");
    }

    private static String allow(Set<String> methods) {
        var all = new LinkedHashSet<String>();
        for (var method : methods) {
            all.add(method);
            if (method.equals("GET")) {
                all.add(HEAD);
            }
        }
        all.add(OPTIONS);
        return String.join(", ", all);
    }
}
