package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.each;
import static org.sipverify.app.ops.Meters.label;

import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.sipverify.app.sips.SipsMeter;
import org.sipverify.sip.sips.ProbeError;

/** Probes of other servers that were asked for over HTTP. */
final class SipsMetrics implements SipsMeter {
    private final Map<Probed, Counter> probed;
    private final Map<Refusal, Counter> refused;

    private record Probed(Kind kind, String outcome) {}

    SipsMetrics(Meters meters) {
        var outcomes = Stream.concat(
                        Stream.of("success", "rejected"),
                        Arrays.stream(ProbeError.values()).map(ProbeError::text))
                .distinct()
                .toList();
        this.probed = each(
                Arrays.stream(Kind.values())
                        .flatMap(kind -> outcomes.stream().map(outcome -> new Probed(kind, outcome)))
                        .toList(),
                it -> meters.counter(
                        "sipverify.sips.probes",
                        "Probes of other servers that ran",
                        "method",
                        label(it.kind()),
                        "outcome",
                        it.outcome()));
        this.refused = each(
                List.of(Refusal.values()),
                why -> meters.counter("sipverify.sips.refused", "Probes that did not run", "reason", label(why)));
    }

    @Override
    public void probed(Kind kind, String outcome) {
        Objects.requireNonNull(probed.get(new Probed(kind, outcome))).increment();
    }

    @Override
    public void refused(Refusal why) {
        Objects.requireNonNull(refused.get(why)).increment();
    }
}
