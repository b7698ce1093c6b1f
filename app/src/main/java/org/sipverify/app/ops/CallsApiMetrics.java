package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.each;
import static org.sipverify.app.ops.Meters.label;

import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sipverify.app.api.calls.CallsMeter;

/** What those who ask for calls over HTTP do not get. */
final class CallsApiMetrics implements CallsMeter {
    private final Map<SearchRefusal, Counter> refused;
    private final Counter liveLeftOut;
    private final Counter liveDropped;
    private final Counter liveRefused;

    CallsApiMetrics(Meters meters) {
        this.refused = each(
                List.of(SearchRefusal.values()),
                why -> meters.counter(
                        "sipverify.index.searches.refused",
                        "Searches over HTTP that took too long, or found too many others",
                        "reason",
                        label(why)));
        this.liveLeftOut = meters.counter(
                "sipverify.live.left.out",
                "Calls that GET /api/calls/live did not show because of live.max-calls-per-second");
        this.liveDropped = meters.counter(
                "sipverify.live.dropped", "Clients of GET /api/calls/live that did not take what they were sent");
        this.liveRefused = meters.counter(
                "sipverify.live.refused", "Clients of GET /api/calls/live refused because of live.max-clients");
    }

    @Override
    public void liveLeftOut(long calls) {
        liveLeftOut.increment((double) calls);
    }

    @Override
    public void liveDropped() {
        liveDropped.increment();
    }

    @Override
    public void liveRefused() {
        liveRefused.increment();
    }

    @Override
    public void searchRefused(SearchRefusal why) {
        Objects.requireNonNull(refused.get(why)).increment();
    }
}
