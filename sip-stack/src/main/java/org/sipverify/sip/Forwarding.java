package org.sipverify.sip;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.sipverify.formats.number.NumberPattern;

/**
 * How a call is taken on to its callee.
 *
 * @param targets SIP URIs, tried in order; at least one
 * @param displayName of the caller, instead of the one in the INVITE; empty to keep that
 * @param headers set on the outgoing INVITE
 * @param passing what of the caller's INVITE passes
 * @param trying how long each target is tried, and what follows
 * @param transferring what becomes of a REFER within the call
 */
public record Forwarding(
        List<String> targets,
        String displayName,
        Headers headers,
        Passing passing,
        Trying trying,
        Transferring transferring) {

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

    /** What becomes of a REFER (RFC 3515). */
    public enum Refer {
        /** The other side is asked. */
        RELAY,
        /** This server carries it out. */
        HANDLE,
        /** It is declined. */
        REJECT
    }

    /**
     * How a call may be transferred.
     *
     * @param numbers to which numbers this server may transfer it, at the targets of the call
     */
    public record Transferring(Refer refer, List<NumberPattern> numbers) {
        /** The other side decides. */
        public static final Transferring RELAYED = new Transferring(Refer.RELAY, List.of());

        /** Copies the list. */
        public Transferring {
            numbers = List.copyOf(numbers);
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
