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
 * @param trying how long each target is tried, and what follows
 */
public record Forwarding(List<String> targets, String displayName, Headers headers, Passing passing, Trying trying) {

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

    /**
     * How targets are tried.
     *
     * @param ringTimeout how long each may take to answer
     * @param failOverOn responses after which the next one is tried, as it is where there was none
     * @param redirects how many redirects are followed; the next one is passed on to the caller
     * @param responseTimeout how long each of its addresses may take to send any response, a provisional one included
     */
    public record Trying(Duration ringTimeout, Set<Integer> failOverOn, int redirects, Duration responseTimeout) {
        /** Copies the set. */
        public Trying {
            failOverOn = Set.copyOf(failOverOn);
        }
    }

    /** Copies the list. */
    public Forwarding {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no target");
        }
        targets = List.copyOf(targets);
    }
}
