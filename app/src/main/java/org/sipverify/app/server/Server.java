package org.sipverify.app.server;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.call.AuditLog;
import org.sipverify.app.call.CallFlow;
import org.sipverify.app.call.CallLog;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallRules;
import org.sipverify.app.call.Policies;
import org.sipverify.app.call.ResponseBuilder;
import org.sipverify.app.config.ConfigChange;
import org.sipverify.app.config.FileSource;
import org.sipverify.app.config.FirstReading;
import org.sipverify.app.config.LastGood;
import org.sipverify.app.config.Loaded;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.config.Settings;
import org.sipverify.app.ops.CallRate;
import org.sipverify.app.ops.LogLevel;
import org.sipverify.app.ops.Metrics;
import org.sipverify.app.recent.RecentEvents;
import org.sipverify.sip.CannotListenException;
import org.sipverify.sip.hep.HepExporter;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.trace.LoggingTrace;
import org.sipverify.sip.trace.MessageTrace;
import org.sipverify.sip.transport.EventLoops;
import org.sipverify.vcon.VconConfig;
import org.sipverify.verifier.assembly.ReplaceableVerifier;
import org.sipverify.verifier.config.ApiKey;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.http.HttpRuntime;
import org.sipverify.verifier.pinned.PinnedSigners;

/** The running server: built from its settings, drained, closed. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private final Metrics metrics = new Metrics();
    private final EventLoops loops = new EventLoops(Runtime.getRuntime().availableProcessors());
    private final WatchedFiles files;
    private final ReloadableFile<Policies> policies;
    private final ReloadableFile<PinnedSigners> signers;
    private final ReplaceableVerifier verifier;
    private final Optional<IndexedCalls> index;
    private final CallApi calls;
    private final Optional<VconArchive> vcons;
    private final Optional<HepExporter> hep;
    private final SipServer sip;
    private final BridgeTargets targets;
    private final LogLevel level;
    private final RecentEvents recent = RecentEvents.begin();
    private final CallRate rate = new CallRate(System::nanoTime);
    /** Closes what has been started, the latest first. */
    private final Deque<Runnable> closing = new ArrayDeque<>();

    private final AtomicBoolean ending = new AtomicBoolean();
    private final long started = System.nanoTime();

    /**
     * Opens every listener.
     *
     * @param source the configuration, which is read again when it changes
     * @param configuration what it says now
     * @param lastGood keeps copies of the operator's files
     * @throws com.typesafe.config.ConfigException when the policy, the signers file or a TLS file has a mistake
     * @throws CannotListenException when a SIP listener cannot be opened
     * @throws IOException when the HTTP port cannot be had
     */
    public Server(FileSource<Loaded> source, FirstReading<Loaded> configuration, LastGood lastGood)
            throws CannotListenException, IOException {
        closing.push(metrics::close);
        closing.push(recent::close);
        closing.push(loops::close);
        this.files = new WatchedFiles(source, configuration, lastGood, metrics);
        this.targets = new BridgeTargets(metrics);
        var settings = settings();
        this.level = new LogLevel(settings.ops().log().level());
        closing.push(level::close);
        try {
            this.policies = files.add(new PolicySource(this::settings, this::follow));
            this.signers =
                    files.add(new SignersSource(() -> settings().verification().config()));
            this.verifier = verifier();
            this.index = IndexedCalls.start(settings, metrics);
            index.ifPresent(it -> closing.push(it::close));
            this.calls = CallApi.start(settings, index, metrics);
            closing.push(calls::close);
            this.vcons = VconArchive.start(settings, metrics, index.map(IndexedCalls::feed));
            vcons.ifPresent(it -> closing.push(it::close));
            var flow = new CallFlow(new MeteredVerifier(verifier, metrics.verifier()), this::rules, observers());
            this.hep = settings.sip().hep().map(config -> HepExporter.start(config, metrics.hep()));
            hep.ifPresent(it -> closing.push(it::close));
            this.sip = SipServer.start(settings.sip().server(), flow, metrics.sip(), trace(), loops);
            closing.push(sip::close);
            targets.watchBy(
                    sip.bridgeCalls(settings.sip().outbound(), settings.sip().sessions()));
            sip.tls().map(Certificates::new).ifPresent(tls -> {
                tls.show(metrics);
                files.add(tls);
            });
            startHttp(settings);
            new ServerGauges(metrics, settings, this::settings).show(sip, verifier, files);
            files.start(settings.policy().reloadInterval(), this::apply);
        } catch (CannotListenException | IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Settings settings() {
        return files.configuration().get().settings();
    }

    /** Other policies come into force: their rules have counters from the start, and their targets are watched. */
    private void follow(Policies read) {
        read.all().forEach(metrics::counted);
        targets.watch(read.bridgeTargets());
    }

    private CallRules rules() {
        var now = settings();
        return new CallRules(
                now.verification().config(),
                policies.get(),
                new ResponseBuilder(now.redirection().passThrough()),
                now.redirection().numbers());
    }

    /** All that follows the calls. */
    private CallObserver observers() {
        var all = new ArrayList<CallObserver>(
                List.of(new CallLog(() -> settings().ops().log().numbers()), new AuditLog(), metrics.calls(), rate));
        all.addAll(recent.observers());
        all.add(metrics.callers(settings().redirection().numbers().callers()));
        var rows = calls.observer(this::settings);
        vcons.map(archive -> new VconObserver(archive.exporter(), this::judge))
                .map(recorded -> (CallObserver) new CallRecords(recorded, rows))
                .or(() -> rows)
                .ifPresent(all::add);
        return CallObserver.all(all);
    }

    private ReplaceableVerifier verifier() {
        var config = settings().verification().config();
        var runtime = new HttpRuntime(loops::dial, loops.all(), loops.timer());
        var made = new ReplaceableVerifier(
                config,
                signers,
                InstantSource.system(),
                runtime,
                asked -> new CountedAnswers(asked, metrics.verifier()));
        closing.push(made::close);
        return made;
    }

    /** Another configuration is in force: what is made of it follows, as far as {@link ConfigChange} says. */
    private void apply(Loaded before) {
        var now = settings();
        var change = ConfigChange.between(
                before.configuration(), files.configuration().get().configuration());
        var applied = new ArrayList<>(change.applied());
        var verification = now.verification().config();
        if (!verification.equals(before.settings().verification().config())) {
            verifier.replace(verification);
            newKey(before.settings().verification().config(), verification)
                    .filter(it -> !applied.contains("verifier.api-key-file"))
                    .ifPresent(applied::add);
        }
        level.configure(now.ops().log().level());
        sip.admit(now.sip().server().admission());
        var limits = now.vcons().config().map(VconConfig::store);
        if (!limits.equals(before.settings().vcons().config().map(VconConfig::store))) {
            limits.ifPresent(store -> vcons.ifPresent(archive -> archive.retain(store)));
        }
        if (!applied.isEmpty()) {
            LOG.info("in force now: {}", String.join(", ", applied));
        }
        if (!change.waiting().isEmpty()) {
            LOG.warn("these changes take a restart: {}", String.join(", ", change.waiting()));
        }
    }

    /** A key that changed in its file changes no setting. */
    private static Optional<String> newKey(VerifierConfig before, VerifierConfig now) {
        var key = now.http().map(VerifierConfig.Http::apiKey);
        return key.equals(before.http().map(VerifierConfig.Http::apiKey))
                ? Optional.empty()
                : key.flatMap(ApiKey::file).map(file -> "the key in " + file);
    }

    private String judge() {
        var now = settings();
        return now.verification().url().isEmpty()
                ? now.vcons().config().map(vcon -> vcon.content().server()).orElse("")
                : now.verification().url();
    }

    private MessageTrace trace() {
        var traces = new ArrayList<MessageTrace>(List.of(LoggingTrace.ifEnabled()));
        hep.ifPresent(traces::add);
        vcons.ifPresent(archive -> traces.add(new VconTrace(archive.exporter())));
        return MessageTrace.all(traces);
    }

    private void startHttp(Settings settings) throws IOException {
        var configured = settings.ops().http();
        if (configured.isPresent()) {
            var probing = Probing.of(settings, metrics);
            closing.push(probing::close);
            var parts = new ArrayList<>(calls.routes(this::rules));
            parts.add(probing.routes());
            var http = new HttpSide(settings, nodeState(), files, metrics, recent, parts);
            closing.push(http.start(configured.get())::close);
        }
    }

    private NodeState nodeState() {
        return new NodeState(
                sip,
                verifier,
                policies,
                this::settings,
                new NodeState.Watching(files, targets, index, rate, level, states()),
                new NodeState.Lifetime(started, ending, new AtomicBoolean(), metrics.version()));
    }

    private NodeStates states() {
        var records = new NodeStates.Records(index, vcons.map(VconArchive::exporter));
        return new NodeStates(this::settings, verifier, policies, records, metrics::certificates);
    }

    /** What an operator wants to know of a server that has just started, a line each. */
    public List<String> state() {
        var state = new StartState(settings(), signers.get());
        return Stream.concat(
                        Stream.of(
                                state.verifier(), state.policy(policies.get().main(), policies.digest()), state.door()),
                        files.problems().stream().map(problem -> "degraded: " + problem))
                .toList();
    }

    /** Where it listens, one entry a socket. */
    public List<String> listeners() {
        var all = new ArrayList<>(sip.listeners());
        settings().ops().http().ifPresent(http -> all.add(HttpSide.shown(http)));
        return all;
    }

    /** Reloads the configuration, the policy, the signers and the TLS files, as on SIGHUP. */
    public void reload() {
        files.request();
    }

    /** Refuses new calls and waits for those in progress, at most for {@code shutdown.drain-timeout}. */
    public void drain() throws InterruptedException {
        ending.set(true);
        LOG.info("draining: {} calls in hand", sip.callsInHand());
        if (!sip.drain(settings().ops().drainTimeout())) {
            LOG.warn(
                    "{} calls were not answered in time, and {} bridged calls have not ended",
                    sip.callsInHand(),
                    sip.bridgedCalls());
        }
    }

    @Override
    public void close() {
        files.close();
        closing.forEach(Runnable::run);
    }
}
