package org.sipverify.app.server;

import org.sipverify.app.ops.VerifierMetrics;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/** A verifier over HTTP, the answers to whose requests are counted. */
record CountedAnswers(Verifier verifier, VerifierMetrics metrics) implements Verifier {
    @Override
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        var verification = verifier.verify(credentials, call);
        metrics.asked(verification);
        return verification;
    }
}
