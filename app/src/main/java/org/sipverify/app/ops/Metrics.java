package org.sipverify.app.ops;

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
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.call.CallResult;
import org.sipverify.app.call.Callers;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.policy.CallFacts;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.hep.HepMeter;
import org.sipverify.sip.transport.TransportMeter;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.delivery.DeliveryMeter;
import org.sipverify.vcon.delivery.EndpointState;
import org.sipverify.vcon.record.VconExporter;
import org.sipverify.verifier.Verification;

/** The figures of the server, for Prometheus. Labels are bounded: never a number, a Call-ID or another's words. */
public final class Metrics implements SipMeter, CallObserver, ReloadableFile.Listener, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Counter cancelled = counter("sipverify.calls.cancelled", "Calls given up before their answer");
    private final Counter overloaded =
            counter("sipverify.overload", "INVITEs refused because sip.max-calls were in hand");
    private final Counter trimmed = counter("sipverify.answers.trimmed", "Answers over UDP sent without P-VVP headers");
    private final Counter longFields =
            counter("sipverify.answer.fields.left.out", "Header fields of answers longer than sip.max-answer-field");
    private final Counter refused = counter("sipverify.headers.refused", "Policy headers left out: control characters");

    /** What was looked up once: the registry takes a microsecond or two each time, and every call asks five times. */
    private final Map<Answered, Timer> answers = new ConcurrentHashMap<>();

    private final Map<String, Counter> rulings = new ConcurrentHashMap<>();
    private final Map<Verification.Status, Timer> verdicts = new ConcurrentHashMap<>();
    private final Map<String, Counter> requests = new ConcurrentHashMap<>();
    private final Map<Integer, Counter> responses = new ConcurrentHashMap<>();
    private final Map<TransportMeter.Loss, Counter> losses = new ConcurrentHashMap<>();

    /** Nothing of one call is needed to count its end, so this follows all. */
    private final CallObservation calls = new CallObservation() {
        @Override
        public void answered(CallResult result) {
            Metrics.this.answered(result);
        }
    };

    private record Answered(CallFacts.Outcome outcome, String decision) {}

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    public void gauge(String name, String help, Supplier<Number> value) {
        io.micrometer.core.instrument.Gauge.builder(name, value)
                .description(help)
                .register(registry);
    }

    /** One of several gauges of that name, distinguished by a label. */
    public void gauge(String name, String help, String label, String which, Supplier<Number> value) {
        io.micrometer.core.instrument.Gauge.builder(name, value)
                .description(help)
                .tag(label, which)
                .register(registry);
    }

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        return calls;
    }

    private void answered(CallResult result) {
        var policy = result.response().policy();
        var labels = new Answered(result.finding().outcome(), result.response().decision());
        answers.computeIfAbsent(labels, this::answerTime).record(result.took());
        rulings.computeIfAbsent(policy.rule(), rule -> registry.counter("sipverify.rulings", "rule", rule))
                .increment();
        refused.increment(policy.refused().size());
    }

    private Timer answerTime(Answered labels) {
        return Timer.builder("sipverify.answer.time")
                .description("From INVITE to final answer")
                .tag("outcome", labels.outcome().text())
                .tag("decision", labels.decision())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    public void verified(Verification.Status status, Duration took) {
        verdicts.computeIfAbsent(status, this::verifierTime).record(took);
    }

    private Timer verifierTime(Verification.Status status) {
        return Timer.builder("sipverify.verifier.time")
                .description("How long the verifier took")
                .tag("status", status.name())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void reloaded(String file, boolean kept) {
        registry.counter("sipverify.reloads", "file", file, "result", kept ? "refused" : "accepted")
                .increment();
    }

    @Override
    public void request(String method) {
        requests.computeIfAbsent(method, name -> registry.counter("sipverify.sip.requests", "method", name))
                .increment();
    }

    @Override
    public void response(int status) {
        responses
                .computeIfAbsent(
                        status, code -> registry.counter("sipverify.sip.responses", "code", Integer.toString(code)))
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
    public void fieldLeftOut() {
        longFields.increment();
    }

    @Override
    public void lost(TransportMeter.Loss why) {
        losses.computeIfAbsent(
                        why,
                        loss -> registry.counter(
                                "sipverify.transport.lost",
                                "reason",
                                loss.name().toLowerCase(Locale.ROOT)))
                .increment();
    }

    /** Counts the calls of each named caller. */
    public CallObserver callers(Callers known) {
        return new CallerMetrics(registry, known);
    }

    /** Messages for the HEP collector. */
    public HepMeter hep() {
        var sent = counter("sipverify.hep.sent", "Messages handed to the network for the HEP collector");
        return new HepMeter() {
            @Override
            public void sent() {
                sent.increment();
            }

            @Override
            public void lost(HepMeter.Loss why) {
                registry.counter("sipverify.hep.lost", "reason", why.name().toLowerCase(Locale.ROOT))
                        .increment();
            }
        };
    }

    /** vCons on their way to their endpoints. */
    public DeliveryMeter delivery() {
        return new DeliveryMeter() {
            @Override
            public void delivered(String endpoint) {
                registry.counter("sipverify.vcon.delivered", "endpoint", endpoint)
                        .increment();
            }

            @Override
            public void retried(String endpoint) {
                registry.counter("sipverify.vcon.retried", "endpoint", endpoint).increment();
            }

            @Override
            public void quarantined(String endpoint, Quarantine why) {
                registry.counter("sipverify.vcon.quarantined", "endpoint", endpoint, "reason", label(why))
                        .increment();
            }

            @Override
            public void trimmed(String endpoint) {
                registry.counter("sipverify.vcon.trimmed", "endpoint", endpoint).increment();
            }

            @Override
            public void dropped(String endpoint, Drop why) {
                registry.counter("sipverify.vcon.dropped", "endpoint", endpoint, "reason", label(why))
                        .increment();
            }
        };
    }

    /** How an endpoint of vCons is doing. */
    public void endpoint(EndpointState endpoint) {
        endpoint("waiting", "vCons in memory for an endpoint", endpoint, EndpointState::waiting);
        endpoint("in.flight", "vCons being sent to an endpoint", endpoint, EndpointState::inFlight);
        endpoint("paused", "1 while an endpoint refuses the key", endpoint, it -> it.paused() ? 1 : 0);
        endpoint("held", "1 while an endpoint's own queue is too long", endpoint, it -> it.held() ? 1 : 0);
        endpoint("queue.depth", "vCons in an endpoint's longest queue", endpoint, EndpointState::queueDepth);
        endpoint("resting", "1 while an endpoint is left alone", endpoint, it -> it.resting() ? 1 : 0);
        endpoint(
                "oldest.undelivered.seconds",
                "Age of the oldest vCon an endpoint lacks",
                endpoint,
                it -> it.oldestUndelivered().toSeconds());
    }

    private void endpoint(String name, String help, EndpointState endpoint, ToDoubleFunction<EndpointState> value) {
        // a gauge made of the state itself would lose it to the garbage collector
        gauge("sipverify.vcon." + name, help, "endpoint", endpoint.name(), () -> value.applyAsDouble(endpoint));
    }

    private static String label(Enum<?> why) {
        return why.name().toLowerCase(Locale.ROOT);
    }

    /** What is counted of vCons. */
    public VconMeter vcons() {
        return new VconCounters(registry);
    }

    /** Shows how the export of vCons is doing. */
    public void watch(VconExporter vcons) {
        gauge("sipverify.vcons.pending", "Calls begun whose vCons are not on the disk", vcons::pending);
        gauge("sipverify.vcons.journal.bytes", "Size of the journal", vcons::journalSize);
        gauge("sipverify.vcons.working", "1 while journal and store can be written", () -> vcons.isWorking() ? 1 : 0);
        gauge("sipverify.vcons.disk.free.bytes", "Room left where vCons are kept; -1: unknown", vcons::diskFree);
    }

    /** Shows when the certificate that signs vCons ends. */
    public void signingCertificate(Instant end) {
        gauge(
                "sipverify.vcons.certificate.expiry.timestamp.seconds",
                "When the certificate that signs vCons ends, in seconds since 1970",
                end::getEpochSecond);
    }

    /** Everything in the Prometheus text format. */
    public String scrape() {
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
