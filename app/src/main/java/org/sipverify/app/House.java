package org.sipverify.app;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.StatusServer.Health;
import org.sipverify.policy.Policy;
import org.sipverify.sip.CannotListenException;
import org.sipverify.sip.hep.HepExporter;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.trace.LoggingTrace;
import org.sipverify.sip.trace.MessageTrace;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.assembly.Verifiers;
import org.sipverify.verifier.pinned.PinnedSigners;

/** The running server: built from its settings, drained, closed. */
final class House implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private final Settings settings;
    private final Meters meters = new Meters();
    private final List<WatchedFile<?>> files = new ArrayList<>();
    private final ScheduledExecutorService watch = new ScheduledThreadPoolExecutor(
            1,
            task -> new Thread(task, "file-watch"),
            new ThreadPoolExecutor.DiscardPolicy()); // a SIGHUP may come while the server closes
    private final Reloads reloads = new Reloads(
            (task, delay) -> {
                var unused = watch.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            },
            System::nanoTime,
            () -> files.forEach(WatchedFile::reload));
    private final Optional<VconArchive> vcons;
    private final Optional<HepExporter> hep;
    private final SipServer sip;
    private final Optional<StatusServer> status;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final long started = System.nanoTime();

    /**
     * Opens every listener.
     *
     * @throws com.typesafe.config.ConfigException when the policy, the signers file or a TLS file has a mistake
     * @throws CannotListenException when a SIP listener cannot be opened
     * @throws IOException when the HTTP port cannot be had
     */
    House(Settings settings) throws CannotListenException, IOException {
        this.settings = settings;
        var policy = watched(new WatchedFile<>(
                "policy",
                settings.policyFile(),
                file -> Policy.read(file.toFile(), settings.target().toString()),
                House::summary,
                meters));
        var verifier = new TimedVerifier(verifier(), meters);
        this.vcons = VconArchive.start(settings, meters);
        var records = new CallRecords(new Audit(), meters, vcons.map(VconArchive::exporter), judge());
        var flow = new CallFlow(
                verifier,
                settings.verifier(),
                policy,
                new Answers(settings.passThrough()),
                records,
                settings.numbering());
        this.hep = settings.hep().map(config -> HepExporter.start(config, meters.hep()));
        this.sip = SipServer.start(settings.sip(), flow, meters, trace());
        sip.tls().ifPresent(tls -> watched(Certificates.watched(tls, meters)));
        this.status = startStatus();
        gauges(verifier);
        var interval = settings.policyReloadInterval().toMillis();
        var unused = watch.scheduleWithFixedDelay(this::reloadIfChanged, interval, interval, TimeUnit.MILLISECONDS);
    }

    private Verifier verifier() {
        var signers = settings.verifier().pinned().signersFile();
        if (settings.verifier().http().isPresent() || signers.isEmpty()) {
            return Verifiers.of(settings.verifier());
        }
        var pinned = watched(new WatchedFile<>("signers", signers.get(), PinnedSigners::read, House::summary, meters));
        return Verifiers.of(settings.verifier(), pinned, InstantSource.system());
    }

    private static String summary(Policy policy) {
        return "mode " + policy.mode().name().toLowerCase(Locale.ROOT) + ", "
                + policy.ruleNames().size() + " rules";
    }

    private static String summary(PinnedSigners signers) {
        return signers.size() + " signers";
    }

    private String judge() {
        return settings.verifierUrl().isEmpty()
                ? settings.vcon().map(vcon -> vcon.content().server()).orElse("")
                : settings.verifierUrl();
    }

    private MessageTrace trace() {
        var traces = new ArrayList<MessageTrace>(List.of(LoggingTrace.ifEnabled()));
        hep.ifPresent(traces::add);
        vcons.ifPresent(archive -> traces.add(new VconTrace(archive.exporter())));
        return MessageTrace.all(traces);
    }

    private <T> WatchedFile<T> watched(WatchedFile<T> file) {
        files.add(file);
        return file;
    }

    private Optional<StatusServer> startStatus() throws IOException {
        if (settings.http().isEmpty()) {
            return Optional.empty();
        }
        var http = settings.http().get();
        try {
            return Optional.of(StatusServer.start(http, this::health, meters::scrape));
        } catch (IOException e) {
            sip.close();
            throw new IOException("cannot listen on " + shown(http) + ": " + e.getMessage(), e);
        }
    }

    private void gauges(Verifier verifier) {
        meters.gauge("sipverify.calls.in.hand", "Calls whose answer is being worked out", sip::callsInHand);
        meters.gauge(
                "sipverify.calls.max", "sip.max-calls", () -> settings.sip().maxCalls());
        meters.gauge(
                "sipverify.transactions",
                "INVITE transactions: calls in hand, and answers that wait for their ACK",
                sip::transactions);
        meters.gauge("sipverify.held.bytes", "Memory held for others, as estimated", () -> sip.held()
                .held());
        meters.gauge(
                "sipverify.held.max.bytes", "sip.max-held", () -> sip.held().limit());
        meters.gauge("sipverify.sources.banned", "Sources that are not heard for a while", sip::bans);
        meters.gauge("sipverify.sources.active", "Sources whose rate is being held against them", sip::activeSources);
        meters.gauge(
                "sipverify.verifier.circuit.closed",
                "1 while the verifier is asked, 0 while the circuit breaker holds",
                () -> verifier.circuit() == Circuit.CLOSED ? 1 : 0);
    }

    private Health health() {
        return new Health(
                draining.get() ? "draining" : "healthy",
                settings.verifierUrl(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
    }

    /** Where it listens, one entry a socket. */
    List<String> listeners() {
        var all = new ArrayList<>(sip.listeners());
        settings.http().ifPresent(http -> all.add(shown(http)));
        return all;
    }

    private static String shown(HttpConfig http) {
        return "http " + http.address().getHostString() + ":" + http.address().getPort();
    }

    /** Has the policy, the signers and the TLS files read anew, as SIGHUP asks for. */
    void reload() {
        reloads.request();
    }

    private void reloadIfChanged() {
        files.forEach(WatchedFile::reloadIfChanged);
    }

    /** Refuses new calls and waits for those in hand, as long as the configuration says. */
    void drain() throws InterruptedException {
        draining.set(true);
        LOG.info("draining: {} calls in hand", sip.callsInHand());
        if (!sip.drain(settings.drainTimeout())) {
            LOG.warn("{} calls were not answered in time", sip.callsInHand());
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        sip.close();
        hep.ifPresent(HepExporter::close);
        status.ifPresent(StatusServer::close);
        vcons.ifPresent(VconArchive::close);
        meters.close();
    }
}
