package org.sipverify.sip;

import com.typesafe.config.ConfigException;
import java.time.Duration;
import org.sipverify.formats.config.ConfigSection;

/**
 * What applies to each target of bridged calls: parts of the section {@code sip} of the configuration.
 *
 * @param maxCalls calls that one target may have at once; 0 for any number
 */
public record TargetConfig(Probing probing, int maxCalls) {
    /** Nothing is sent to a target but calls, of which it may have any number. */
    public static final TargetConfig NONE = new TargetConfig(Probing.OFF, 0);

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    /**
     * How targets are asked by OPTIONS whether they are there.
     *
     * @param interval between two probes of one target; zero for no probes
     * @param timeout for the final response to one of them
     * @param failures in a row after which a target is down
     * @param successes in a row after which one that was down is up
     */
    public record Probing(Duration interval, Duration timeout, int failures, int successes) {
        /** No target is probed. */
        public static final Probing OFF = new Probing(Duration.ZERO, Duration.ofSeconds(4), 2, 1);

        public Probing {
            if (failures < 1 || successes < 1 || interval.isNegative()) {
                throw new IllegalArgumentException("not numbers of probes: " + failures + ", " + successes);
            }
            if (!interval.isZero() && timeout.compareTo(interval) > 0) {
                throw new IllegalArgumentException("the next probe must not be due before the last one has failed");
            }
        }

        /** Whether targets are probed. */
        public boolean isOn() {
            return !interval.isZero();
        }
    }

    public TargetConfig {
        if (maxCalls < 0) {
            throw new IllegalArgumentException("not a number of calls: " + maxCalls);
        }
    }

    /** Reads the section {@code sip}; a mistake is a {@link ConfigException} that names its file and line. */
    public static TargetConfig from(ConfigSection sip) {
        return new TargetConfig(probing(sip), sip.whole("max-calls-per-target", 0, 1_000_000));
    }

    private static Probing probing(ConfigSection sip) {
        var interval = sip.duration("probe-interval", Duration.ZERO, Duration.ofHours(1));
        var timeout = sip.duration("probe-timeout", Duration.ofMillis(100), Duration.ofSeconds(32));
        if (!interval.isZero() && interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw sip.mistake("probe-interval", "must be 0 or at least 1 s");
        }
        if (!interval.isZero() && timeout.compareTo(interval) > 0) {
            throw sip.mistake("probe-interval", "must be 0 or at least as long as sip.probe-timeout");
        }
        return new Probing(
                interval, timeout, sip.whole("probe-failures", 1, 100), sip.whole("probe-successes", 1, 100));
    }
}
