package org.sipverify.app.api;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sipverify.app.recent.SourceTally.Sent;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;
import org.sipverify.sip.admission.Ban;

/** Who sends what: the sources of INVITEs, and those that are banned. */
public record SourcesRoutes(Supplier<List<Sent>> sources, Supplier<List<Ban>> bans) implements Routes {
    /** A ban as the answer has it: the seconds that it goes on. */
    private record Shown(String source, long seconds) {
        static Shown of(Ban ban) {
            return new Shown(ban.network().toString(), ban.left().toSeconds());
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                "/api/sources",
                Role.READ,
                Operation.of(
                        "What each source has sent since the start, and which are banned.",
                        200,
                        "sources, those with the most calls first, and bans"),
                request -> Reply.json(200, answer())));
    }

    private Map<String, Object> answer() {
        return Map.of(
                "sources",
                sources.get(),
                "bans",
                bans.get().stream().map(Shown::of).toList());
    }
}
