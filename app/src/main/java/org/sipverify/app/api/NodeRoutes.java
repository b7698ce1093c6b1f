package org.sipverify.app.api;

import java.util.List;
import java.util.function.Supplier;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;

/** How the server is doing. */
public record NodeRoutes(Supplier<Node> node) implements Routes {
    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                "/api/node",
                Role.WATCH,
                Operation.of("How the server is doing.", 200, "version, health, policy, verifier, calls"),
                request -> Reply.json(200, node.get())));
    }
}
