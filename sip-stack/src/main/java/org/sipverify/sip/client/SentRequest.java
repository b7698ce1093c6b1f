package org.sipverify.sip.client;

import java.util.List;
import org.sipverify.sip.Headers;

/** A request under way. */
public interface SentRequest {
    /**
     * Cancels it, from any thread. An INVITE is cancelled once a provisional response has come (RFC 3261 section 9.1):
     * its answer is then 487 as a rule, or a 2xx that was quicker. No further hop is tried.
     *
     * @param reason header fields of the CANCEL, such as Reason
     */
    void cancel(Headers reason);

    /** Cancels it without a reason. */
    default void cancel() {
        cancel(Headers.NONE);
    }

    /** The hops that were tried in vain so far, and why each failed. */
    List<String> failures();

    /** The fields that answered its challenges: the ACK of a 2xx repeats them (RFC 3261 section 22.1). */
    Headers credentials();
}
