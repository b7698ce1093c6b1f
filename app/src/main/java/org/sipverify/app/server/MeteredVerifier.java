package org.sipverify.app.server;

import java.time.Duration;
import org.sipverify.app.ops.VerifierMetrics;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.ForwardingVerifier;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/** Another verifier, whose verdicts are counted and timed, those among them that come without a request. */
final class MeteredVerifier extends ForwardingVerifier {
    private final VerifierMetrics metrics;

    MeteredVerifier(Verifier verifier, VerifierMetrics metrics) {
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
