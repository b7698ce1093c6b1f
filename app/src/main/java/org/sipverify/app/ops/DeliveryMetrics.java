package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.label;

import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.sipverify.vcon.delivery.DeliveryMeter;
import org.sipverify.vcon.delivery.EndpointState;

/** vCons on their way to their endpoints, which are few and named by the operator. */
final class DeliveryMetrics implements DeliveryMeter {
    private static final String PREFIX = "sipverify.vcon.";

    private final Meters meters;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    /** What happened, to which endpoint, and why; the reason is empty where there is only one. */
    private record Key(String name, String endpoint, String reason) {}

    DeliveryMetrics(Meters meters) {
        this.meters = meters;
    }

    /** From now on the endpoint has its figures. */
    void watch(EndpointState endpoint) {
        var name = endpoint.name();
        counter("delivered", name);
        counter("retried", name);
        counter("trimmed", name);
        for (var why : Quarantine.values()) {
            counter("quarantined", name, why);
        }
        for (var why : Drop.values()) {
            counter("dropped", name, why);
        }
        gauge("waiting", "vCons in memory for an endpoint", endpoint, EndpointState::waiting);
        gauge("in.flight", "vCons being sent to an endpoint", endpoint, EndpointState::inFlight);
        gauge("paused", "1 while an endpoint refuses the key", endpoint, it -> it.paused() ? 1 : 0);
        gauge("held", "1 while an endpoint's own queue is too long", endpoint, it -> it.held() ? 1 : 0);
        gauge("queue.depth", "vCons in an endpoint's longest queue", endpoint, EndpointState::queueDepth);
        gauge("resting", "1 while an endpoint is left alone", endpoint, it -> it.resting() ? 1 : 0);
        gauge(
                "oldest.undelivered.seconds",
                "Age of the oldest vCon an endpoint lacks",
                endpoint,
                it -> it.oldestUndelivered().toSeconds());
    }

    private void gauge(String name, String help, EndpointState endpoint, ToDoubleFunction<EndpointState> value) {
        // a gauge made of the state itself would lose it to the garbage collector
        meters.gauge(PREFIX + name, help, () -> value.applyAsDouble(endpoint), "endpoint", endpoint.name());
    }

    private Counter counter(String name, String endpoint) {
        return counters.computeIfAbsent(
                new Key(name, endpoint, ""), key -> meters.counter(PREFIX + name, help(name), "endpoint", endpoint));
    }

    private Counter counter(String name, String endpoint, Enum<?> why) {
        return counters.computeIfAbsent(
                new Key(name, endpoint, label(why)),
                key -> meters.counter(PREFIX + name, help(name), "endpoint", endpoint, "reason", key.reason()));
    }

    private static String help(String name) {
        return switch (name) {
            case "delivered" -> "vCons that an endpoint has";
            case "retried" -> "Tries that failed and will be repeated";
            case "trimmed" -> "vCons sent without some attachments because of max-size";
            case "quarantined" -> "vCons set aside, because an endpoint will never take them";
            default -> "vCons that never reach an endpoint";
        };
    }

    @Override
    public void delivered(String endpoint) {
        counter("delivered", endpoint).increment();
    }

    @Override
    public void retried(String endpoint) {
        counter("retried", endpoint).increment();
    }

    @Override
    public void quarantined(String endpoint, Quarantine why) {
        counter("quarantined", endpoint, why).increment();
    }

    @Override
    public void trimmed(String endpoint) {
        counter("trimmed", endpoint).increment();
    }

    @Override
    public void dropped(String endpoint, Drop why) {
        counter("dropped", endpoint, why).increment();
    }
}
