package org.sipverify.sip.targets;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.SipMeter.Skipped;
import org.sipverify.sip.TargetConfig;

/**
 * The targets of bridged calls: those that the policy names, as far as they are known to be down, and the calls of all.
 * Thread-safe.
 */
public final class TargetTable implements AutoCloseable {
    /** Between the first probes of two targets that are watched from the same moment on, at most. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final TargetConfig config;
    private final ProbeParts parts;
    private final SipMeter meter;
    private final int retryAfter;
    private final CallCounts calls;
    /** Replaced as a whole, in the order of the policy. */
    private volatile Map<TargetAddress, WatchedTarget> watched = Map.of();

    private boolean isClosed;

    /** @param retryAfter seconds after which the caller may try again when all its targets have enough calls */
    public TargetTable(TargetConfig config, ProbeParts parts, SipMeter meter, int retryAfter) {
        this.config = config;
        this.parts = parts;
        this.meter = meter;
        this.retryAfter = retryAfter;
        this.calls = new CallCounts(config.maxCalls());
    }

    /**
     * Watches these from now on, and no others. What is known of one that was watched before stays.
     *
     * @param uris whose user parts and other parameters than transport make no difference; what cannot be called is left
     *     out
     */
    public synchronized void watch(Collection<String> uris) {
        var before = watched;
        var now = new LinkedHashMap<TargetAddress, WatchedTarget>();
        var delay = Duration.ZERO;
        for (var uri : uris) {
            var address = TargetAddress.of(uri).orElse(null);
            if (address != null && !now.containsKey(address)) {
                var known = before.get(address);
                now.put(address, known == null ? begun(address, delay) : known);
                delay = known == null ? delay.plus(pause(uris.size())) : delay;
            }
        }
        watched = now;
        before.values().stream()
                .filter(target -> !now.containsKey(target.address()))
                .forEach(WatchedTarget::stop);
    }

    private WatchedTarget begun(TargetAddress address, Duration delay) {
        var target = new WatchedTarget(address, config.probing(), parts, () -> calls.of(address.hostPort()));
        if (!isClosed) {
            target.start(delay);
        }
        return target;
    }

    private Duration pause(int targets) {
        var share = config.probing().interval().dividedBy(targets);
        return share.compareTo(PAUSE) < 0 ? share : PAUSE;
    }

    /** Those that are watched, in the order of the policy. */
    public List<WatchedTarget> watched() {
        return List.copyOf(watched.values());
    }

    /** Whether those that are watched are probed. */
    public boolean isProbing() {
        return config.probing().isOn();
    }

    /** Hosts and ports that have calls. */
    public int withCalls() {
        return calls.size();
    }

    /** How long a caller should wait whose targets have enough calls, in seconds. */
    public int retryAfter() {
        return retryAfter;
    }

    boolean isDown(String uri) {
        return isProbing() && find(uri).map(target -> target.state().isDown()).orElse(false);
    }

    /** A call to that target, if it may have one more. */
    @Nullable
    TargetCall take(String uri) {
        var key = TargetAddress.of(uri).map(TargetAddress::hostPort);
        if (key.isEmpty()) {
            return new TargetCall(uri, () -> {}); // it will be refused, and is no call
        }
        return calls.take(key.get()) ? new TargetCall(uri, () -> calls.release(key.get())) : null;
    }

    /** A call has passed that target over. */
    void skipped(String uri, Skipped why) {
        meter.targetSkipped(find(uri).map(WatchedTarget::name).orElse(SipMeter.OTHER_TARGET), why);
    }

    private Optional<WatchedTarget> find(String uri) {
        return TargetAddress.of(uri).flatMap(address -> Optional.ofNullable(watched.get(address)));
    }

    /** Probes no target any more. Calls still find here what is known of them. */
    @Override
    public synchronized void close() {
        isClosed = true;
        watched.values().forEach(WatchedTarget::stop);
    }
}
