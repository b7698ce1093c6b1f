package org.sipverify.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.sipverify.policy.Ruling;
import org.sipverify.sip.SipMeter;
import org.sipverify.verifier.Verification;

/** The figures of the server, for Prometheus. Labels are bounded: never a number, a Call-ID or another's words. */
final class Meters implements SipMeter, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Counter cancelled = counter("sipverify.calls.cancelled", "Calls given up before their answer");
    private final Counter overloaded =
            counter("sipverify.overload", "INVITEs refused because sip.max-calls were in hand");
    private final Counter trimmed = counter("sipverify.answers.trimmed", "Answers over UDP sent without P-VVP headers");
    private final Counter refused = counter("sipverify.headers.refused", "Policy headers left out: control characters");

    Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    void gauge(String name, String help, Supplier<Number> value) {
        io.micrometer.core.instrument.Gauge.builder(name, value)
                .description(help)
                .register(registry);
    }

    /** One of several gauges of that name, told apart by a label. */
    void gauge(String name, String help, String label, String which, Supplier<Number> value) {
        io.micrometer.core.instrument.Gauge.builder(name, value)
                .description(help)
                .tag(label, which)
                .register(registry);
    }

    void answered(Finding finding, Ruling ruling, Duration took) {
        Timer.builder("sipverify.answer.time")
                .description("From INVITE to final answer")
                .tag("outcome", finding.outcome().text())
                .tag("decision", ruling.enforced().action())
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
        registry.counter("sipverify.rulings", "rule", ruling.rule()).increment();
        refused.increment(ruling.refused().size());
    }

    void verified(Verification.Status status, Duration took) {
        Timer.builder("sipverify.verifier.time")
                .description("How long the verifier took")
                .tag("status", status.name())
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    /** A file was read anew; {@code kept} when it had a mistake and the last good one stays. */
    void reloaded(String file, boolean kept) {
        registry.counter("sipverify.reloads", "file", file, "result", kept ? "refused" : "accepted")
                .increment();
    }

    @Override
    public void request(String method) {
        registry.counter("sipverify.sip.requests", "method", method).increment();
    }

    @Override
    public void response(int status) {
        registry.counter("sipverify.sip.responses", "code", Integer.toString(status))
                .increment();
    }

    @Override
    public void cancelled() {
        cancelled.increment();
    }

    @Override
    public void overloaded() {
        overloaded.increment();
    }

    @Override
    public void trimmed() {
        trimmed.increment();
    }

    @Override
    public void lost(Loss why) {
        registry.counter("sipverify.transport.lost", "reason", why.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Everything in the Prometheus text format. */
    String scrape() {
        return registry.scrape();
    }

    private Counter counter(String name, String help) {
        return Counter.builder(name).description(help).register(registry);
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100),
        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2),
        Duration.ofSeconds(5), Duration.ofSeconds(10)
    };
}
