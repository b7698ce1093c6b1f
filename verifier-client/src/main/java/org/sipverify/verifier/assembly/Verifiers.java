package org.sipverify.verifier.assembly;

import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.http.AnswerWatch;
import org.sipverify.verifier.http.HttpRuntime;
import org.sipverify.verifier.http.HttpVerifier;
import org.sipverify.verifier.pinned.PinnedSigners;
import org.sipverify.verifier.pinned.PinnedVerifier;

/** Creates the verifier that the configuration describes: the one at {@code verifier.url}, or the built-in one. */
public final class Verifiers {
    private Verifiers() {}

    /**
     * With the pinned signers as in their file now.
     *
     * @param runtime carries the requests to a verifier over HTTP; closed after the verifier
     * @throws com.typesafe.config.ConfigException when the signers file has a mistake
     */
    public static Verifier of(VerifierConfig config, HttpRuntime runtime) {
        var signers = config.pinned().signersFile().map(PinnedSigners::read).orElseGet(PinnedSigners::none);
        return of(config, () -> signers, InstantSource.system(), runtime);
    }

    /** With the pinned signers requested for every call, so that they can be replaced, and with a clock. */
    public static Verifier of(
            VerifierConfig config, Supplier<PinnedSigners> signers, InstantSource clock, HttpRuntime runtime) {
        var watch = new AnswerWatch(System::nanoTime);
        return of(
                config,
                signers,
                clock,
                http -> HttpVerifier.guarded(http, config.breaker(), watch, UnaryOperator.identity(), runtime));
    }

    /** @param remote makes the one to ask, if there is one */
    static Verifier of(
            VerifierConfig config,
            Supplier<PinnedSigners> signers,
            InstantSource clock,
            Function<VerifierConfig.Http, Verifier> remote) {
        return new SoundCredentials(
                config.http().map(remote).orElseGet(() -> new PinnedVerifier(config.pinned(), signers, clock)));
    }
}
