package org.sipverify.app.ops;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sipverify.sip.targets.TargetTable;
import org.sipverify.sip.targets.WatchedTarget;

/** The targets of bridged calls that a policy names, which change with it. */
final class TargetMetrics {
    private static final double NANOSECONDS = Duration.ofSeconds(1).toNanos();

    private final MultiGauge calls;
    private final MultiGauge up;
    private final MultiGauge responseTime;

    TargetMetrics(Meters meters) {
        this.calls = meters.gauges("sipverify.target.calls", "Bridged calls under way to a target's host and port");
        this.up = meters.gauges("sipverify.target.up", "0 while a target's probes fail and calls pass it over, else 1");
        this.responseTime = meters.gauges(
                "sipverify.target.response.seconds", "How long a target's last probe took; NaN if it failed");
    }

    /** Replaces those that were shown; what probes say is shown where there are probes. */
    void show(TargetTable table) {
        var watched = table.watched();
        show(calls, watched, WatchedTarget::calls);
        if (table.isProbing()) {
            show(up, watched, target -> target.state().isDown() ? 0 : 1);
            show(responseTime, watched, TargetMetrics::seconds);
        }
    }

    private static void show(MultiGauge gauge, List<WatchedTarget> watched, ToDoubleFunction<WatchedTarget> value) {
        gauge.register(
                watched.stream()
                        .map(target -> MultiGauge.Row.of(Tags.of("target", target.name()), target, value))
                        .toList(),
                true);
    }

    private static double seconds(WatchedTarget target) {
        return target.state()
                .responseTime()
                .map(time -> time.toNanos() / NANOSECONDS)
                .orElse(Double.NaN);
    }
}
