package org.sipverify.sip;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a call is taken on to its callee.
 *
 * @param targets SIP URIs, tried in order; at least one
 * @param displayName of the caller, instead of the one in the INVITE; empty to keep that
 * @param headers set on the outgoing INVITE
 * @param passing what of the caller's INVITE passes
 * @param ringTimeout how long each target may take to answer
 * @param failOverOn statuses after which the next target is tried
 */
public record Forwarding(
        List<String> targets,
        String displayName,
        Headers headers,
        Passing passing,
        Duration ringTimeout,
        Set<Integer> failOverOn) {

    /**
     * Which header fields pass that do not as a rule, and which do not that do.
     *
     * @param copied names
     * @param removed names
     */
    public record Passing(List<String> copied, List<String> removed) {
        /** As a rule. */
        public static final Passing USUAL = new Passing(List.of(), List.of());

        /** Copies the lists. */
        public Passing {
            copied = List.copyOf(copied);
            removed = List.copyOf(removed);
        }
    }

    /** Copies the lists. */
    public Forwarding {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no target");
        }
        targets = List.copyOf(targets);
        failOverOn = Set.copyOf(failOverOn);
    }
}
