package org.sipverify.verifier.assembly;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.http.AnswerWatch;
import org.sipverify.verifier.http.HttpVerifier;
import org.sipverify.verifier.pinned.PinnedSigners;
import org.sipverify.verifier.pinned.PinnedVerifier;

/** Creates the verifier that the configuration describes: the one at {@code verifier.url}, or the built-in one. */
public final class Verifiers {
    private Verifiers() {}

    /**
     * With the pinned signers as in their file now.
     *
     * @throws com.typesafe.config.ConfigException when the signers file has a mistake
     */
    public static Verifier of(VerifierConfig config) {
        var signers = config.pinned().signersFile().map(PinnedSigners::read).orElseGet(PinnedSigners::none);
        return of(config, () -> signers, InstantSource.system());
    }

    /** With the pinned signers requested for every call, so that they can be replaced, and with a clock. */
    public static Verifier of(VerifierConfig config, Supplier<PinnedSigners> signers, InstantSource clock) {
        return of(config, signers, clock, new AnswerWatch(System::nanoTime), UnaryOperator.identity());
    }

    /** @param watched wraps the part that sends requests to a verifier over HTTP, to see what comes of each */
    static Verifier of(
            VerifierConfig config,
            Supplier<PinnedSigners> signers,
            InstantSource clock,
            AnswerWatch watch,
            UnaryOperator<Verifier> watched) {
        var verifier = config.http()
                .map(http -> HttpVerifier.guarded(http, config.breaker(), watch, watched))
                .orElseGet(() -> new PinnedVerifier(config.pinned(), signers, clock));
        return new SoundCredentials(verifier);
    }
}
