package org.sipverify.app.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.sipverify.app.index.PolicyReplay;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Field;
import org.sipverify.http.Operation;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;
import org.sipverify.index.IndexException;
import org.sipverify.index.Query;
import org.sipverify.policy.Policy;

/** Which calls of the index would end differently under another policy; one such question at a time. */
public final class ReplayRoutes implements Routes {
    private final Optional<PolicyReplay> replay;
    private final Function<Optional<String>, Policy> proposed;
    private final Semaphore places = new Semaphore(1);

    /**
     * @param replay absent without an index
     * @param proposed reads a policy that is only tried; gives the one in force if there is no text
     */
    public ReplayRoutes(Optional<PolicyReplay> replay, Function<Optional<String>, Policy> proposed) {
        this.replay = replay;
        this.proposed = proposed;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(
                "/api/policy/replay",
                Role.READ,
                Operation.of(
                                "Which calls of the index would end differently under another policy.",
                                200,
                                "how many, by what was done and would be done, and examples")
                        .or(409, "this server keeps no index of its calls")
                        .or(429, "another replay is under way")
                        .or(503, "the index cannot be searched")
                        .taking(
                                PolicyRoutes.policyField(),
                                Field.text("from", 64, "the first moment, such as 2026-11-28T08:00:00Z")
                                        .optional(),
                                Field.text("to", 64, "the moment after the last, likewise")
                                        .optional()),
                this::replay));
    }

    private Reply replay(ApiRequest request) throws RefusedException {
        var policy = PolicyRoutes.read(proposed, request.body().optionalText("policy"));
        var period = new Query.Period(time(request, "from"), time(request, "to"));
        var replaying = replay.orElseThrow(
                () -> RefusedException.of(409, "this server keeps no index of its calls: set index.file"));
        if (!places.tryAcquire()) {
            throw RefusedException.of(429, "another replay is under way: ask again when it is done");
        }
        try {
            return Reply.json(200, replaying.of(policy, period));
        } catch (IndexException e) {
            throw RefusedException.of(503, String.valueOf(e.getMessage()));
        } finally {
            places.release();
        }
    }

    private static Optional<Instant> time(ApiRequest request, String field) throws RefusedException {
        var text = request.body().optionalText(field);
        try {
            return text.map(Instant::parse);
        } catch (DateTimeException e) {
            throw RefusedException.field(field, "must be a time such as 2026-11-28T08:00:00Z");
        }
    }
}
