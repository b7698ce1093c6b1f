package org.sipverify.verifier;

import org.sipverify.verifier.credentials.Credentials;

/** Decides whether a caller is who the credentials say. */
@FunctionalInterface
public interface Verifier extends AutoCloseable {
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

    /** Whether the verifier's last response said that it does not accept this server: HTTP 401, 403 or 407. */
    default boolean isRefused() {
        return false;
    }

    /** Closes idle connections. Calls in progress end as they would have, and their connections with them. */
    @Override
    default void close() {}
}
