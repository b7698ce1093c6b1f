package org.sipverify.app.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sipverify.app.api.Node.State;
import org.sipverify.app.call.Policies;
import org.sipverify.app.config.DiskRoom;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.config.Settings;
import org.sipverify.app.config.WrittenDirectories;
import org.sipverify.app.ops.ClockCheck;
import org.sipverify.policy.Policy;
import org.sipverify.vcon.record.VconExporter;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.assembly.ReplaceableVerifier;

/** What an operator looks at first, each with a sentence that says what to do where something is to be done. */
final class NodeStates {
    private static final Duration SOON = Duration.ofDays(21);
    private static final long CLOCK_KNOWN = TimeUnit.MINUTES.toNanos(1);

    private final Supplier<Settings> settings;
    private final ReplaceableVerifier verifier;
    private final ReloadableFile<Policies> policies;
    private final Records records;
    private final Supplier<Map<Path, Instant>> certificates;
    private Optional<Boolean> clock = Optional.empty();
    private long clockSeen;

    /** What is kept of calls. */
    record Records(Optional<IndexedCalls> index, Optional<VconExporter> vcons) {}

    /** @param certificates when each of this server ends */
    NodeStates(
            Supplier<Settings> settings,
            ReplaceableVerifier verifier,
            ReloadableFile<Policies> policies,
            Records records,
            Supplier<Map<Path, Instant>> certificates) {
        this.settings = settings;
        this.verifier = verifier;
        this.policies = policies;
        this.records = records;
        this.certificates = certificates;
    }

    List<State> all() {
        var all = new ArrayList<State>();
        all.add(verifier());
        all.add(breaker());
        all.add(policyFile());
        all.add(mode());
        all.add(certificates());
        records.vcons().map(NodeStates::vcons).ifPresent(all::add);
        all.add(disk());
        all.add(clock());
        all.add(door());
        all.add(index());
        return all;
    }

    private State verifier() {
        var url = settings.get().verification().url();
        if (verifier.isRefused()) {
            return State.bad("verifier", url + " does not accept this server: see verifier.api-key");
        }
        return State.ok("verifier", url.isEmpty() ? "built in" : "asks " + url);
    }

    private State breaker() {
        var circuit = verifier.circuit();
        return circuit == Circuit.CLOSED
                ? State.ok("breaker", "closed: the verifier answers")
                : State.bad(
                        "breaker",
                        "the verifier is left alone for a while, because it failed: see that it answers; until then calls end as"
                                + " on-error says");
    }

    private State policyFile() {
        return policies.problem()
                .map(mistake -> State.bad(
                        "policy file",
                        mistake + "; the last good one stays in force: mend the file, it is read at once"))
                .orElseGet(() -> State.ok("policy file", "in force, digest " + policies.digest()));
    }

    private State mode() {
        return policies.get().main().mode() == Policy.Mode.OBSERVE
                ? State.warn(
                        "mode", "observe: no call is rejected, whatever the verdict; set mode = enforce in the policy")
                : State.ok("mode", "enforce");
    }

    private State certificates() {
        var now = Instant.now();
        var first = certificates.get().entrySet().stream().min(Map.Entry.comparingByValue());
        if (first.isEmpty()) {
            return State.ok("certificates", "none in use");
        }
        var what = first.get().getKey() + " ends on " + first.get().getValue();
        if (first.get().getValue().isBefore(now)) {
            return State.bad("certificates", what + ": peers refuse it; renew it, it is read at once");
        }
        return first.get().getValue().isBefore(now.plus(SOON))
                ? State.warn("certificates", what + ": renew it, it is read at once")
                : State.ok("certificates", what);
    }

    private static State vcons(VconExporter vcons) {
        var waiting = vcons.pending() + " calls without a vCon on the disk yet";
        return vcons.isWorking()
                ? State.ok("vCons", waiting)
                : State.bad("vCons", "they cannot be written; " + waiting + ": see the disk and the log");
    }

    private State disk() {
        DiskRoom least = null;
        for (var directory : WrittenDirectories.of(settings.get())) {
            try {
                var room = DiskRoom.of(directory);
                least = least == null || room.bytes() < least.bytes() ? room : least;
            } catch (IOException e) {
                return State.bad("disk", "cannot look at " + directory + ": see that it exists");
            }
        }
        if (least == null) {
            return State.ok("disk", "nothing is written");
        }
        var text = least + (least.isLittle() ? ": " + DiskRoom.ADVICE : "");
        return least.isTooLittle()
                ? State.bad("disk", text)
                : least.isLittle() ? State.warn("disk", text) : State.ok("disk", text);
    }

    /** Looking takes a process, so it is done once a minute at most. */
    private synchronized State clock() {
        long now = System.nanoTime();
        if (clockSeen == 0 || now - clockSeen > CLOCK_KNOWN) {
            clock = ClockCheck.isSynchronised();
            clockSeen = now;
        }
        if (clock.isEmpty()) {
            return State.unknown("clock", "whether it is synchronised cannot be seen from here");
        }
        return clock.get()
                ? State.ok("clock", "synchronised")
                : State.warn("clock", "not synchronised: " + ClockCheck.ADVICE);
    }

    private State door() {
        var admission = settings.get().sip().server().admission();
        return admission.isOpen()
                ? State.warn("door", "everybody may call: name your callers in sip.admission.allow")
                : State.ok("door", admission.summary());
    }

    private State index() {
        return records.index()
                .map(index -> index.problem()
                        .map(why -> State.bad("index", why))
                        .orElseGet(() -> State.ok("index", "calls can be searched for")))
                .orElseGet(() -> State.warn("index", "off: calls cannot be searched for; set index.file"));
    }
}
