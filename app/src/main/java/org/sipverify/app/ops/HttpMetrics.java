package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.each;
import static org.sipverify.app.ops.Meters.label;

import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.sipverify.http.HttpMeter;
import org.sipverify.http.Role;
import org.sipverify.http.Route;

/** What is asked over HTTP, and what is refused. */
final class HttpMetrics implements HttpMeter {
    private static final List<Integer> WITHOUT_ROUTE = List.of(400, 403, 404, 405, 421, 431);

    private final Meters meters;
    private final Map<Answer, Counter> answers;
    private final Map<Refusal, Counter> refused;
    private final Map<Boolean, Counter> signIns;

    private record Answer(String route, int status) {}

    HttpMetrics(Meters meters) {
        this.meters = meters;
        this.answers = each(
                WITHOUT_ROUTE.stream()
                        .map(status -> new Answer(NO_ROUTE, status))
                        .toList(),
                this::answers);
        this.refused = each(
                List.of(Refusal.values()),
                why -> meters.counter(
                        "sipverify.http.refused",
                        "Requests refused before their route, and connections closed",
                        "reason",
                        label(why)));
        this.signIns = each(
                List.of(true, false),
                accepted -> meters.counter(
                        "sipverify.http.signins",
                        "Browsers that signed in, and tokens that are not known",
                        "result",
                        accepted ? "accepted" : "failed"));
    }

    /** From now on each of these routes has its counters, at 0. */
    void routes(List<Route> routes) {
        for (var route : routes) {
            usual(route).forEach(status -> answers.computeIfAbsent(new Answer(route.name(), status), this::answers));
        }
    }

    private static Set<Integer> usual(Route route) {
        var statuses = new TreeSet<>(route.operation().answers().keySet());
        if (route.role() != Role.NONE) {
            statuses.addAll(List.of(401, 403));
        }
        return statuses;
    }

    private Counter answers(Answer labels) {
        return meters.counter(
                "sipverify.http.requests",
                "Requests by route and status",
                "route",
                labels.route(),
                "status",
                Integer.toString(labels.status()));
    }

    @Override
    public void answered(String route, int status) {
        answers.computeIfAbsent(new Answer(route, status), this::answers).increment();
    }

    @Override
    public void refused(Refusal why) {
        Objects.requireNonNull(refused.get(why)).increment();
    }

    @Override
    public void signIn(boolean accepted) {
        Objects.requireNonNull(signIns.get(accepted)).increment();
    }
}
