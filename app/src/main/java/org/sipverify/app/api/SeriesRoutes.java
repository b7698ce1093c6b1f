package org.sipverify.app.api;

import java.util.List;
import java.util.function.Function;
import org.sipverify.app.recent.Range;
import org.sipverify.app.recent.Series;
import org.sipverify.http.Field;
import org.sipverify.http.Operation;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Route;
import org.sipverify.http.Routes;

/** How the last minutes, hours or days went. */
public record SeriesRoutes(Function<Range, Series> series) implements Routes {
    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                "/api/series",
                Role.WATCH,
                Operation.of(
                                "Calls a second by outcome, and the times of answers and of the verifier, step by step.",
                                200,
                                "the steps up to the last one that is over")
                        .asking(Field.choice("range", Range.texts(), "how far back; 15m if it is left out")
                                .optional()),
                request -> Reply.json(
                        200,
                        series.apply(request.query()
                                .optionalText("range")
                                .map(Range::of)
                                .orElse(Range.QUARTER)))));
    }
}
