package org.sipverify.app.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;

/** Takes the server out of service for maintenance, and back. */
public record DrainRoutes(Pause pause) implements Routes {
    private static final Logger LOG = LogManager.getLogger();
    private static final String PATH = "/api/drain";

    private record Shown(
            boolean draining, @JsonProperty("calls_in_hand") int callsInHand) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        PATH,
                        Role.OPERATE,
                        Operation.of(
                                "Refuse new calls with 503, and OPTIONS too; calls in hand go on and the process stays.",
                                200,
                                "whether it drains, and the calls in hand"),
                        request -> set(request, true)),
                Route.delete(
                        PATH,
                        Role.OPERATE,
                        Operation.of("Take new calls again.", 200, "whether it drains, and the calls in hand"),
                        request -> set(request, false)));
    }

    private Reply set(ApiRequest request, boolean refuse) {
        pause.refuse(refuse);
        LOG.warn(
                "{} by {}",
                refuse ? "draining: new calls are refused," : "new calls are taken again,",
                Name.of(request.caller()));
        return Reply.json(200, new Shown(pause.isOn(), pause.callsInHand()));
    }
}
