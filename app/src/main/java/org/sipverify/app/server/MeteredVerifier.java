package org.sipverify.app.server;

import java.time.Duration;
import org.sipverify.app.ops.Metrics;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.ForwardingVerifier;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/** Another verifier, with a watch beside it. */
final class MeteredVerifier extends ForwardingVerifier {
    private final Metrics metrics;

    MeteredVerifier(Verifier verifier, Metrics metrics) {
        super(verifier);
        this.metrics = metrics;
    }

    @Override
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        var start = System.nanoTime();
        var verification = verifier.verify(credentials, call);
        metrics.verified(verification.status(), Duration.ofNanos(System.nanoTime() - start));
        return verification;
    }
}
