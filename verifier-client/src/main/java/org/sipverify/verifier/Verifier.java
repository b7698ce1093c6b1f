package org.sipverify.verifier;

import java.util.function.Consumer;
import org.sipverify.verifier.credentials.Credentials;

/** Decides whether a caller is who the credentials say. */
@FunctionalInterface
public interface Verifier extends AutoCloseable {
    /**
     * Asks, and returns without waiting for the answer. Never fails for a reason outside this process: a verifier that
     * is slow, unreachable or faulty yields {@link Verification.Status#ERROR}. Safe for any number of threads at once.
     *
     * <p>Unless the question is cancelled, the verification is given exactly once, on any thread, possibly before this
     * method returns. Asked on one of the event loops that the verifier uses, it is given on the same one, and then
     * nothing follows a {@link Question#cancel} on it. A cancel on another thread may come while the verification is
     * being given, which the canceller must ignore.
     *
     * @param then gets the verification; must not block
     * @return the question, which can be cancelled; {@link Question#ANSWERED} when the verification was given already
     */
    Question verify(Credentials credentials, CallContext call, Consumer<Verification> then);

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
