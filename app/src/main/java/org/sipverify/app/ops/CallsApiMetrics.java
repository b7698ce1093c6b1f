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

    CallsApiMetrics(Meters meters) {
        this.refused = each(
                List.of(SearchRefusal.values()),
                why -> meters.counter(
                        "sipverify.index.searches.refused",
                        "Searches over HTTP that took too long, or found too many others",
                        "reason",
                        label(why)));
    }

    @Override
    public void searchRefused(SearchRefusal why) {
        Objects.requireNonNull(refused.get(why)).increment();
    }
}
