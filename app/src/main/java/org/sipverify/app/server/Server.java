package org.sipverify.app.server;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.call.AuditLog;
import org.sipverify.app.call.CallFlow;
import org.sipverify.app.call.CallLog;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.ResponseBuilder;
import org.sipverify.app.config.ReloadRequests;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.config.Settings;
import org.sipverify.app.http.HttpConfig;
import org.sipverify.app.http.StatusServer;
import org.sipverify.app.http.StatusServer.Health;
import org.sipverify.app.ops.Metrics;
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
public final class Server implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private final Settings settings;
    private final Metrics metrics = new Metrics();
    private final List<ReloadableFile<?>> files = new ArrayList<>();
    private final ScheduledExecutorService watch = new ScheduledThreadPoolExecutor(
            1,
            task -> new Thread(task, "file-watch"),
            new ThreadPoolExecutor.DiscardPolicy()); // a SIGHUP may come while the server closes
    private final ReloadRequests reloads = new ReloadRequests(
            (task, delay) -> {
                var unused = watch.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            },
            System::nanoTime,
            () -> files.forEach(ReloadableFile::reload));
    private final Optional<VconArchive> vcons;
    private final Optional<HepExporter> hep;
    private final SipServer sip;
    /** Closes what has been started, the latest first. */
    private final Deque<Runnable> closing = new ArrayDeque<>();

    private final AtomicBoolean draining = new AtomicBoolean();
    private final long started = System.nanoTime();

    /**
     * Opens every listener.
     *
     * @throws com.typesafe.config.ConfigException when the policy, the signers file or a TLS file has a mistake
     * @throws CannotListenException when a SIP listener cannot be opened
     * @throws IOException when the HTTP port cannot be had
     */
    public Server(Settings settings) throws CannotListenException, IOException {
        this.settings = settings;
        closing.push(metrics::close);
        try {
            var policies = Policies.read(settings, metrics);
            policies.files().forEach(this::watched);
            var verifier = new MeteredVerifier(verifier(), metrics);
            this.vcons = VconArchive.start(settings, metrics);
            vcons.ifPresent(it -> closing.push(it::close));
            var flow = new CallFlow(
                    verifier,
                    settings.verification().config(),
                    policies::of,
                    new ResponseBuilder(settings.redirection().passThrough()),
                    observers(),
                    settings.redirection().numbers());
            this.hep = settings.sip().hep().map(config -> HepExporter.start(config, metrics.hep()));
            hep.ifPresent(it -> closing.push(it::close));
            this.sip = SipServer.start(settings.sip().server(), flow, metrics, trace());
            closing.push(sip::close);
            sip.tls().ifPresent(tls -> watched(Certificates.watched(tls, metrics)));
            startStatus();
            gauges(verifier);
            var interval = settings.policy().reloadInterval().toMillis();
            var unused = watch.scheduleWithFixedDelay(this::reloadIfChanged, interval, interval, TimeUnit.MILLISECONDS);
        } catch (CannotListenException | IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** All that follows the calls. */
    private CallObserver observers() {
        var all = new ArrayList<CallObserver>(List.of(new CallLog(), new AuditLog(), metrics));
        vcons.ifPresent(archive -> all.add(new VconObserver(archive.exporter(), judge())));
        return CallObserver.all(all);
    }

    private Verifier verifier() {
        var signers = settings.verification().config().pinned().signersFile();
        if (settings.verification().config().http().isPresent() || signers.isEmpty()) {
            return Verifiers.of(settings.verification().config());
        }
        var pinned =
                watched(new ReloadableFile<>("signers", signers.get(), PinnedSigners::read, Server::summary, metrics));
        return Verifiers.of(settings.verification().config(), pinned, InstantSource.system());
    }

    private static String summary(PinnedSigners signers) {
        return signers.size() + " signers";
    }

    private String judge() {
        return settings.verification().url().isEmpty()
                ? settings.vcons().config().map(vcon -> vcon.content().server()).orElse("")
                : settings.verification().url();
    }

    private MessageTrace trace() {
        var traces = new ArrayList<MessageTrace>(List.of(LoggingTrace.ifEnabled()));
        hep.ifPresent(traces::add);
        vcons.ifPresent(archive -> traces.add(new VconTrace(archive.exporter())));
        return MessageTrace.all(traces);
    }

    private <T> ReloadableFile<T> watched(ReloadableFile<T> file) {
        files.add(file);
        return file;
    }

    private void startStatus() throws IOException {
        if (settings.ops().http().isPresent()) {
            var http = settings.ops().http().get();
            try {
                closing.push(StatusServer.start(http, this::health, metrics::scrape)::close);
            } catch (IOException e) {
                throw new IOException("cannot listen on " + shown(http) + ": " + e.getMessage(), e);
            }
        }
    }

    private void gauges(Verifier verifier) {
        metrics.gauge("sipverify.calls.in.hand", "Calls whose answer is being worked out", sip::callsInHand);
        metrics.gauge("sipverify.calls.max", "sip.max-calls", () -> settings.sip()
                .server()
                .maxCalls());
        metrics.gauge(
                "sipverify.transactions",
                "INVITE transactions: calls in hand, and answers that wait for their ACK",
                sip::transactions);
        metrics.gauge("sipverify.held.bytes", "Memory held for others, as estimated", () -> sip.held()
                .held());
        metrics.gauge(
                "sipverify.held.max.bytes", "sip.max-held", () -> sip.held().limit());
        metrics.gauge("sipverify.sources.banned", "Sources that are not heard for a while", sip::bans);
        metrics.gauge("sipverify.sources.active", "Sources whose rate is being held against them", sip::activeSources);
        metrics.gauge(
                "sipverify.verifier.circuit.closed",
                "1 while the verifier is asked, 0 while the circuit breaker holds",
                () -> verifier.circuit() == Circuit.CLOSED ? 1 : 0);
    }

    private Health health() {
        return new Health(
                draining.get() ? "draining" : "healthy",
                settings.verification().url(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
    }

    /** Where it listens, one entry a socket. */
    public List<String> listeners() {
        var all = new ArrayList<>(sip.listeners());
        settings.ops().http().ifPresent(http -> all.add(shown(http)));
        return all;
    }

    private static String shown(HttpConfig http) {
        return "http " + http.address().getHostString() + ":" + http.address().getPort();
    }

    /** Reloads the policy, the signers and the TLS files, as on SIGHUP. */
    public void reload() {
        reloads.request();
    }

    private void reloadIfChanged() {
        files.forEach(ReloadableFile::reloadIfChanged);
    }

    /** Refuses new calls and waits for those in progress, at most for {@code shutdown.drain-timeout}. */
    public void drain() throws InterruptedException {
        draining.set(true);
        LOG.info("draining: {} calls in hand", sip.callsInHand());
        if (!sip.drain(settings.ops().drainTimeout())) {
            LOG.warn("{} calls were not answered in time", sip.callsInHand());
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        closing.forEach(Runnable::run);
    }
}
