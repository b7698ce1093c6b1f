package org.sipverify.http.server;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Field;
import org.sipverify.http.Operation;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;

/** One route of each kind, which says what reached it. */
final class SampleRoutes {
    static final List<Route> ALL = List.of(
            Route.get("/api/watched", Role.WATCH, seen(), SampleRoutes::echo),
            Route.get(
                    "/api/read",
                    Role.READ,
                    seen().asking(
                                    Field.text("number", 20, "a number").optional(),
                                    Field.whole("limit", 1, 100, "how many").optional(),
                                    Field.flag("live", "whether").optional()),
                    SampleRoutes::echo),
            Route.post(
                    "/api/things",
                    Role.OPERATE,
                    seen().taking(
                                    Field.text("host", 10, "where"),
                                    Field.whole("port", 1, 65_535, "which").optional(),
                                    Field.flag("keep", "whether").optional(),
                                    Field.choice("level", List.of("DEBUG", "INFO"), "how much")
                                            .optional()),
                    SampleRoutes::echo),
            Route.put("/api/things/{id}", Role.OPERATE, seen().where("id", "which"), SampleRoutes::echo),
            Route.delete("/api/things/{id}", Role.OPERATE, seen().where("id", "which"), request -> Reply.done()),
            Route.post("/api/broken", Role.WATCH, seen(), request -> {
                throw new IllegalStateException("a secret inside");
            }),
            Route.post("/api/refused", Role.WATCH, seen(), request -> {
                throw RefusedException.field("host", "must be another");
            }));

    private SampleRoutes() {}

    private static Operation seen() {
        return Operation.of("For tests.", 200, "what was asked");
    }

    private record Echo(String name, String id, Map<String, ?> query, Map<String, ?> body) {}

    private static Reply echo(ApiRequest request) {
        return Reply.json(
                200,
                new Echo(
                        request.caller().name(),
                        request.variable("id"),
                        new TreeMap<>(request.query().all()),
                        new TreeMap<>(request.body().all())));
    }
}
