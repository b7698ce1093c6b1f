package org.sipverify.verifier.assembly;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.http.AnswerWatch;
import org.sipverify.verifier.pinned.PinnedSigners;

/**
 * A verifier whose settings can be replaced while calls go on: a new key, URL or timeout. Calls in progress end with the
 * settings they began with, and their connections are closed then. The new one begins with a closed circuit.
 */
public final class ReplaceableVerifier implements Verifier {
    private final AnswerWatch watch = new AnswerWatch(System::nanoTime);
    private final Supplier<PinnedSigners> signers;
    private final InstantSource clock;
    private final UnaryOperator<Verifier> watched;
    private volatile Verifier current;

    /** With the pinned signers requested for every call, so that they can be replaced, and with a clock. */
    public ReplaceableVerifier(VerifierConfig config, Supplier<PinnedSigners> signers, InstantSource clock) {
        this(config, signers, clock, UnaryOperator.identity());
    }

    /**
     * The same.
     *
     * @param watched wraps the part that sends requests to a verifier over HTTP, to see what comes of each
     */
    public ReplaceableVerifier(
            VerifierConfig config,
            Supplier<PinnedSigners> signers,
            InstantSource clock,
            UnaryOperator<Verifier> watched) {
        this.signers = signers;
        this.clock = clock;
        this.watched = watched;
        this.current = Verifiers.of(config, signers, clock, watch, watched);
    }

    /** From now on calls are verified with these settings. */
    public synchronized void replace(VerifierConfig config) {
        var old = current;
        current = Verifiers.of(config, signers, clock, watch, watched);
        old.close();
    }

    @Override
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        return current.verify(credentials, call);
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
}
