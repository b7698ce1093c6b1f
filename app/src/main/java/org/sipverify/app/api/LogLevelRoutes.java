package org.sipverify.app.api;

import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.ops.LogLevel;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Field;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;

/** Another level of the log for half an hour, after which it goes back by itself. */
public record LogLevelRoutes(LogLevel level) implements Routes {
    static final Duration TIME = Duration.ofMinutes(30);

    private static final Logger LOG = LogManager.getLogger();
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    @Override
    public List<Route> routes() {
        return List.of(Route.put(
                "/api/log-level",
                Role.OPERATE,
                Operation.of("Log at another level for 30 minutes.", 200, "the level, and until when it is in force")
                        .taking(Field.choice("level", LEVELS, "TRACE has whole messages in it")),
                this::set));
    }

    private Reply set(ApiRequest request) {
        var wanted = request.body().text("level");
        var until = level.override(wanted, TIME);
        LOG.warn("log level {} until {}, by {}", wanted, until, Name.of(request.caller()));
        return Reply.json(200, new Node.Log(wanted, until.toString())).noted("level " + wanted);
    }
}
