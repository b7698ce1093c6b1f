package org.sipverify.verifier.assembly;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.http.AnswerWatch;
import org.sipverify.verifier.http.HttpRuntime;
import org.sipverify.verifier.http.HttpVerifier;
import org.sipverify.verifier.pinned.PinnedSigners;

/**
 * A verifier whose settings can be replaced while calls go on: a new key, URL or timeout. Calls in progress end with the
 * settings they began with, and their connections are closed then. The new one begins with a closed circuit.
 */
public final class ReplaceableVerifier implements Verifier {
    private final AnswerWatch watch = new AnswerWatch(System::nanoTime);
    private final Supplier<PinnedSigners> signers;
    private final InstantSource clock;
    private final HttpRuntime runtime;
    private final UnaryOperator<Verifier> watched;
    private volatile Verifier current;

    /**
     * With the pinned signers requested for every call, so that they can be replaced, and with a clock.
     *
     * @param runtime carries the requests to a verifier over HTTP; closed after this
     * @param watched wraps the part that sends them, to see what comes of each
     */
    public ReplaceableVerifier(
            VerifierConfig config,
            Supplier<PinnedSigners> signers,
            InstantSource clock,
            HttpRuntime runtime,
            UnaryOperator<Verifier> watched) {
        this.signers = signers;
        this.clock = clock;
        this.runtime = runtime;
        this.watched = watched;
        this.current = made(config);
    }

    /** From now on calls are verified with these settings. */
    public synchronized void replace(VerifierConfig config) {
        var old = current;
        current = made(config);
        old.close();
    }

    @Override
    public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
        return current.verify(credentials, call, then);
    }

    @Override
    public Circuit circuit() {
        return current.circuit();
    }

    @Override
    public boolean isRefused() {
        return current.isRefused();
    }

    @Override
    public synchronized void close() {
        current.close();
    }

    private Verifier made(VerifierConfig config) {
        return Verifiers.of(
                config, signers, clock, http -> HttpVerifier.guarded(http, config.breaker(), watch, watched, runtime));
    }
}
