package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.each;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sipverify.app.api.calls.CallsMeter;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.Callers;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.sips.SipsMeter;
import org.sipverify.http.HttpMeter;
import org.sipverify.http.Route;
import org.sipverify.index.CallIndex;
import org.sipverify.index.IndexListener;
import org.sipverify.policy.Policy;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.hep.HepMeter;
import org.sipverify.sip.targets.TargetTable;
import org.sipverify.sip.targets.WatchedTarget;
import org.sipverify.vcon.VconMeter;
import org.sipverify.vcon.delivery.DeliveryMeter;
import org.sipverify.vcon.delivery.EndpointState;
import org.sipverify.vcon.record.VconExporter;

/**
 * The metrics of the server for Prometheus, in one registry; each part of the server has its own class of them. Every
 * counter is there from the beginning, at 0.
 */
public final class Metrics implements ReloadableFile.Listener, AutoCloseable {
    /** The files that are read again while the server runs. */
    private static final List<String> FILES =
            List.of("configuration", "policy", "signers", "tls", "tokens", "http-tls");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final CallMetrics calls = new CallMetrics(meters);
    private final SipMetrics sip = new SipMetrics(meters);
    private final TargetMetrics targets = new TargetMetrics(meters);
    private final VerifierMetrics verifier = new VerifierMetrics(meters);
    private final DeliveryMetrics delivery = new DeliveryMetrics(meters);
    private final IndexMetrics index = new IndexMetrics(meters);
    private final HttpMetrics http = new HttpMetrics(meters);
    private final CallsApiMetrics callsApi = new CallsApiMetrics(meters);
    private final SipsMetrics sips = new SipsMetrics(meters);
    private final Map<Reload, Counter> reloads = each(
            FILES.stream()
                    .flatMap(file -> Stream.of(new Reload(file, false), new Reload(file, true)))
                    .toList(),
            this::reloads);

    private final Map<Path, Supplier<Instant>> certificates = new ConcurrentHashMap<>();

    private record Reload(String file, boolean kept) {}

    /** Registers what every server has. */
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
        meters.gauge(
                "sipverify.build.info",
                "1; the labels say what runs",
                () -> 1,
                "version",
                version(),
                "jdk",
                Runtime.version().toString());
    }

    /** The version of this program. */
    public String version() {
        return Objects.requireNonNullElse(Metrics.class.getPackage().getImplementationVersion(), "not packaged");
    }

    /** Counts what is asked over HTTP. */
    public HttpMeter http() {
        return http;
    }

    /** Counts what those who ask for calls do not get. */
    public CallsMeter callsApi() {
        return callsApi;
    }

    /** Counts probes of other servers. */
    public SipsMeter sips() {
        return sips;
    }

    /** From now on each of these routes has its counters, at 0. */
    public void routes(List<Route> routes) {
        http.routes(routes);
    }

    /** Shows when a certificate of this server ends. */
    public void certificate(Path file, Supplier<Instant> end) {
        certificates.put(file, end);
        gauge(
                "sipverify.tls.certificate.expiry.timestamp.seconds",
                "When the certificate ends, in seconds since 1970",
                "certificate",
                file.toString(),
                () -> end.get().getEpochSecond());
    }

    /** When each certificate of this server ends. */
    public Map<Path, Instant> certificates() {
        var ends = new TreeMap<Path, Instant>();
        certificates.forEach((file, end) -> ends.put(file, end.get()));
        return ends;
    }

    /** A value that is asked for at each scrape. */
    public void gauge(String name, String help, Supplier<Number> value) {
        meters.gauge(name, help, value);
    }

    /** One of several gauges of that name, distinguished by a label. */
    public void gauge(String name, String help, String label, String which, Supplier<Number> value) {
        meters.gauge(name, help, value, label, which);
    }

    /** Counts calls. */
    public CallObserver calls() {
        return calls;
    }

    /** Counts what the SIP stack does. */
    public SipMeter sip() {
        return sip;
    }

    /** Shows the targets of bridged calls that are watched, instead of those that were. */
    public void targets(TargetTable table) {
        targets.show(table);
        sip.targets(table.watched().stream().map(WatchedTarget::name).toList());
    }

    /** Counts what verifiers do. */
    public VerifierMetrics verifier() {
        return verifier;
    }

    /** How many calls each rule and section of the policy has decided on since the start. */
    public Map<String, Long> rulings() {
        return calls.rulings();
    }

    /** From now on each rule of this policy has its counters, at 0. */
    public void counted(Policy policy) {
        calls.counted(policy);
    }

    private Counter reloads(Reload labels) {
        return meters.counter(
                "sipverify.reloads",
                "Files that were read again, and whether they were accepted",
                "file",
                labels.file(),
                "result",
                labels.kept() ? "refused" : "accepted");
    }

    @Override
    public void reloaded(String file, boolean kept) {
        reloads.computeIfAbsent(new Reload(file, kept), this::reloads).increment();
    }

    /** Counts the calls of each named caller. */
    public CallObserver callers(Callers known) {
        return new CallerMetrics(meters, known);
    }

    /** Messages for the HEP collector. */
    public HepMeter hep() {
        return new HepMetrics(meters);
    }

    /** vCons on their way to their endpoints. */
    public DeliveryMeter delivery() {
        return delivery;
    }

    /** Shows how an endpoint of vCons is doing. */
    public void endpoint(EndpointState endpoint) {
        delivery.watch(endpoint);
    }

    /** What is counted of the index of calls. */
    public IndexListener index() {
        return index;
    }

    /** A refused INVITE has no row in the index. */
    public void leftOutOfIndex() {
        index.leftOut();
    }

    /** Shows how the index of calls is doing. */
    public void watch(CallIndex calls) {
        IndexMetrics.watch(meters, calls);
    }

    /** What is counted of vCons. */
    public VconMeter vcons() {
        return new VconMetrics(meters);
    }

    /** Shows how the export of vCons is doing. */
    public void watch(VconExporter vcons) {
        VconMetrics.watch(meters, vcons);
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

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
