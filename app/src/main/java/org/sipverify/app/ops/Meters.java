package org.sipverify.app.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Registers meters, each with a help text. Labels are pairs of name and value, and bounded: never a number, a Call-ID or
 * the words of a peer.
 */
record Meters(MeterRegistry registry) {
    private static final Duration[] TIMES = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100),
        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2),
        Duration.ofSeconds(5), Duration.ofSeconds(10)
    };

    Counter counter(String name, String help, String... labels) {
        return Counter.builder(name).description(help).tags(labels).register(registry);
    }

    void gauge(String name, String help, Supplier<Number> value, String... labels) {
        Gauge.builder(name, value).description(help).tags(labels).register(registry);
    }

    /** Gauges of one name, whose labels change while the server runs. */
    MultiGauge gauges(String name, String help) {
        return MultiGauge.builder(name).description(help).register(registry);
    }

    /** A histogram of durations, from a millisecond to ten seconds. */
    Timer timer(String name, String help, String... labels) {
        return Timer.builder(name)
                .description(help)
                .tags(labels)
                .serviceLevelObjectives(TIMES)
                .register(registry);
    }

    /** A histogram of seconds with these upper bounds. */
    DistributionSummary seconds(String name, String help, double... bounds) {
        return DistributionSummary.builder(name)
                .description(help)
                .baseUnit("seconds")
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    /**
     * Meters by label. Those of the known values are there from the beginning, so that an alert on a rate sees the first
     * event; they are looked up here because the registry takes a microsecond or two each time.
     */
    static <K, M> Map<K, M> each(Collection<K> known, Function<K, M> meter) {
        var meters = new ConcurrentHashMap<K, M>();
        known.forEach(key -> meters.put(key, meter.apply(key)));
        return meters;
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
