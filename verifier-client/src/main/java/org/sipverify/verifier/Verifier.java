package org.sipverify.verifier;

import org.sipverify.verifier.credentials.Credentials;

/** Decides whether a caller is who the credentials say. */
@FunctionalInterface
public interface Verifier {
    /**
     * Never fails for a reason outside this process: a verifier that is slow, unreachable or faulty yields {@link
     * Verification.Status#ERROR}. Blocks; safe for any number of threads at once.
     *
     * @throws InterruptedException when the calling thread was interrupted; nothing is left running then
     */
    Verification verify(Credentials credentials, CallContext call) throws InterruptedException;

    /** Whether requests are sent to the verifier; always closed without a circuit breaker. */
    default Circuit circuit() {
        return Circuit.CLOSED;
    }
}
