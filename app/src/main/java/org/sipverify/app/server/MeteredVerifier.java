package org.sipverify.app.server;

import java.time.Duration;
import java.util.function.Supplier;
import org.sipverify.app.ops.Metrics;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/** The verifier in use, which the operator may exchange, with a watch beside it. */
final class MeteredVerifier implements Verifier {
    private final Supplier<Verifier> verifier;
    private final Metrics metrics;

    MeteredVerifier(Supplier<Verifier> verifier, Metrics metrics) {
        this.verifier = verifier;
        this.metrics = metrics;
    }

    @Override
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        var start = System.nanoTime();
        var verification = verifier.get().verify(credentials, call);
        metrics.verified(verification.status(), Duration.ofNanos(System.nanoTime() - start));
        return verification;
    }

    @Override
    public Circuit circuit() {
        return verifier.get().circuit();
    }
}
