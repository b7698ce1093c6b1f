package org.sipverify.app.server;

import org.sipverify.app.ops.VerifierMetrics;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.ForwardingVerifier;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/** A verifier over HTTP, the answers to whose requests are counted. */
final class CountedAnswers extends ForwardingVerifier {
    private final VerifierMetrics metrics;

    CountedAnswers(Verifier verifier, VerifierMetrics metrics) {
        super(verifier);
        this.metrics = metrics;
    }

    @Override
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        var verification = verifier.verify(credentials, call);
        metrics.asked(verification);
        return verification;
    }
}
