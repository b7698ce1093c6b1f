package org.sipverify.app.api;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sipverify.app.ops.RecentWarnings.Warning;
import org.sipverify.app.recent.RecentRefusals.Refusal;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;

/** What went wrong lately: warnings and errors of the log, and INVITEs that never were calls. */
public record ProblemsRoutes(Supplier<List<Warning>> log, Supplier<List<Refusal>> refusals) implements Routes {
    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                "/api/problems",
                Role.READ,
                Operation.of(
                        "The last 256 warnings and errors, and the last 256 INVITEs that were refused before they were calls.",
                        200,
                        "log and refusals, the latest first"),
                request -> Reply.json(200, Map.of("log", log.get(), "refusals", refusals.get()))));
    }
}
