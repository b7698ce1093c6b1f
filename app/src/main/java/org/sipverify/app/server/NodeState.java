package org.sipverify.app.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sipverify.app.api.Node;
import org.sipverify.app.api.Pause;
import org.sipverify.app.call.Policies;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.config.Settings;
import org.sipverify.app.ops.CallRate;
import org.sipverify.app.ops.LogLevel;
import org.sipverify.http.Health;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.vcon.VconConfig;
import org.sipverify.verifier.assembly.ReplaceableVerifier;

/** What a running server says of itself, to supervisors and to people. */
record NodeState(
        SipServer sip,
        ReplaceableVerifier verifier,
        ReloadableFile<Policies> policies,
        Supplier<Settings> settings,
        Watching watching,
        Lifetime lifetime) {

    /** What is watched while it runs. */
    record Watching(
            WatchedFiles files,
            BridgeTargets targets,
            Optional<IndexedCalls> index,
            CallRate rate,
            LogLevel level,
            NodeStates states) {
        List<String> problems() {
            return Stream.concat(files.problems().stream(), index.flatMap(IndexedCalls::problem).stream())
                    .toList();
        }
    }

    /**
     * Since when it runs, and whether it is on its way out.
     *
     * @param started by {@link System#nanoTime}
     * @param ending whether the process is about to end
     * @param paused whether somebody wants no new calls
     * @param version of the program
     */
    record Lifetime(long started, AtomicBoolean ending, AtomicBoolean paused, String version) {
        boolean draining() {
            return ending.get() || paused.get();
        }
    }

    LogLevel level() {
        return watching.level();
    }

    Health health() {
        return Health.of(
                        lifetime.draining(),
                        settings.get().verification().url(),
                        Duration.ofNanos(System.nanoTime() - lifetime.started()),
                        watching.problems())
                .with(watching.targets().health());
    }

    Node node() {
        var policy = policies.get().main();
        return new Node(
                new Node.Program(name(), lifetime.version(), Runtime.version().toString()),
                new Node.Condition(health(), watching.states().all()),
                new Node.Policy(policy.mode().text(), policies.digest(), policy.summary()),
                verifierNow(),
                calls(),
                new Node.Log(
                        level().now(), level().until().map(Instant::toString).orElse("")));
    }

    private String name() {
        return settings.get()
                .vcons()
                .config()
                .map(VconConfig::content)
                .map(it -> it.server())
                .orElseGet(Settings::hostName);
    }

    private Node.Verifier verifierNow() {
        return new Node.Verifier(
                settings.get().verification().url(),
                verifier.circuit().name().toLowerCase(Locale.ROOT),
                verifier.isRefused());
    }

    private Node.Calls calls() {
        var capacity = settings.get().sip().server();
        return new Node.Calls(
                sip.callsInHand(),
                capacity.maxCalls(),
                sip.bridgedCalls(),
                capacity.capacity().maxBridgedCalls(),
                watching.rate().perSecond(),
                sip.admission().bans());
    }

    Pause pause() {
        return new Pause() {
            @Override
            public void refuse(boolean refuse) {
                lifetime.paused().set(refuse);
                sip.pause(refuse);
            }

            @Override
            public boolean isOn() {
                return lifetime.draining();
            }

            @Override
            public int callsInHand() {
                return sip.callsInHand();
            }
        };
    }
}
