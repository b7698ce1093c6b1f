package org.sipverify.sip.targets;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a target.
 *
 * @param reason why its last probe failed; empty if it did not
 * @param responseTime how long its last probe took; empty if it failed, or if there was none
 */
public record TargetState(Health health, String reason, Optional<Duration> responseTime) {
    static final TargetState UNKNOWN = new TargetState(Health.UNKNOWN, "", Optional.empty());

    /** Whether a target is there. */
    public enum Health {
        /** Not probed, or not often enough to know; it is called like one that is up. */
        UNKNOWN,
        UP,
        /** So many probes have failed in a row that calls pass it over. */
        DOWN
    }

    /** Whether calls pass it over. */
    public boolean isDown() {
        return health == Health.DOWN;
    }
}
