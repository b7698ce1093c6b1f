package org.sipverify.app.api.calls;

import java.util.List;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Operation;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;

/** Calls as they happen, as server-sent events (the HTML standard, section 9.2). */
public record LiveRoutes(LiveCalls live, CallsMeter meter) implements Routes {
    private static final int UNAVAILABLE = 503;

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                "/api/calls/live",
                Role.WATCH,
                Operation.of(
                                "Calls as they happen, as server-sent events: call, and left_out with the number of those that"
                                        + " are not shown. Last-Event-ID goes on where somebody was.",
                                200,
                                "text/event-stream, which goes on until you leave")
                        .or(UNAVAILABLE, "too many watch"),
                this::watch));
    }

    private Reply watch(ApiRequest request) throws RefusedException {
        if (live.isFull()) {
            meter.liveRefused();
            throw RefusedException.of(
                            UNAVAILABLE,
                            live.most() + " clients watch already (live.max-clients): try again in a while")
                    .with("Retry-After", "10");
        }
        var seen = RowsSeen.by(request.caller().role());
        var lastId = request.header("Last-Event-ID").orElse("");
        return Reply.streamed("text/event-stream", outlet -> live.begin(outlet, seen, lastId))
                .with("X-Accel-Buffering", "no");
    }
}
