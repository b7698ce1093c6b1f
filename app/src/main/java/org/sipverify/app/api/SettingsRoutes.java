package org.sipverify.app.api;

import java.util.List;
import java.util.function.Supplier;
import org.sipverify.app.config.Configuration;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;

/** The settings in force, as {@code sip-verify check} prints them. */
public record SettingsRoutes(Supplier<Configuration> configuration) implements Routes {
    private record Shown(List<Configuration.Shown> settings, List<String> warnings) {
        static Shown of(Configuration now) {
            return new Shown(now.shown(), now.warnings());
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                "/api/settings",
                Role.READ,
                Operation.of(
                        "Every setting in force and where it comes from.",
                        200,
                        "settings, secrets redacted, and warnings"),
                request -> Reply.json(200, Shown.of(configuration.get()))));
    }
}
