package org.sipverify.verifier;

import java.time.InstantSource;
import java.util.function.Supplier;

/** Judges whether a caller is who the credentials say. */
@FunctionalInterface
public interface Verifier {
    /**
     * Never fails for a reason outside this process: a verifier that is slow, gone or confused yields {@link
     * Verification.Status#ERROR}. Blocks; safe for any number of threads at once.
     *
     * @throws InterruptedException when the calling thread was interrupted; nothing is left running then
     */
    Verification verify(Credentials credentials, CallContext call) throws InterruptedException;

    /** Whether it asks over a network, so that the caller should be told {@code 100 Trying} first. */
    default boolean takesTime() {
        return false;
    }

    /** Whether the verifier is being asked at all; always closed where there is no circuit breaker. */
    default CircuitBreaker.State circuit() {
        return CircuitBreaker.State.CLOSED;
    }

    /**
     * The verifier that the configuration describes: the one at {@code verifier.url}, or the built-in one.
     *
     * @throws com.typesafe.config.ConfigException when the signers file has a mistake
     */
    static Verifier of(VerifierConfig config) {
        var signers = config.pinned().signersFile().map(PinnedSigners::read).orElseGet(PinnedSigners::none);
        return of(config, () -> signers, InstantSource.system());
    }

    /**
     * The same with the pinned signers asked for anew at every call, so that they can be exchanged, and with a clock.
     */
    static Verifier of(VerifierConfig config, Supplier<PinnedSigners> signers, InstantSource clock) {
        var verifier = config.http()
                .<Verifier>map(http -> new ConcurrencyLimit(
                        new CircuitBreaker(new HttpVerifier(http), config.breaker(), System::nanoTime),
                        http.maxConcurrent()))
                .orElseGet(() -> new PinnedVerifier(config.pinned(), signers, clock));
        return new SignedEvidence(verifier);
    }
}
