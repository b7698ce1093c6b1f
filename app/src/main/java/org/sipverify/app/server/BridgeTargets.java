package org.sipverify.app.server;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.ops.Metrics;
import org.sipverify.http.Health.Target;
import org.sipverify.sip.targets.TargetTable;
import org.sipverify.sip.targets.WatchedTarget;

/**
 * The targets of the policies in force: watched, once calls can be bridged, and shown in metrics and on the health page.
 */
final class BridgeTargets {
    private final Metrics metrics;
    private Set<String> uris = Set.of();
    private volatile @Nullable TargetTable table;

    BridgeTargets(Metrics metrics) {
        this.metrics = metrics;
    }

    /** From now on they are watched. */
    synchronized void watchBy(TargetTable made) {
        table = made;
        watch(uris);
    }

    /** They are these now. */
    synchronized void watch(Set<String> now) {
        uris = now;
        var watching = table;
        if (watching != null) {
            watching.watch(now);
            metrics.targets(watching);
        }
    }

    /** What the probes say of each; empty where targets are not probed. */
    List<Target> health() {
        var watching = table;
        return watching == null || !watching.isProbing()
                ? List.of()
                : watching.watched().stream().map(BridgeTargets::shown).toList();
    }

    private static Target shown(WatchedTarget target) {
        var state = target.state();
        return new Target(target.name(), state.health().name().toLowerCase(Locale.ROOT), state.reason());
    }
}
