package org.sipverify.app.server;

import java.util.function.Consumer;
import org.sipverify.app.ops.VerifierMetrics;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.ForwardingVerifier;
import org.sipverify.verifier.Question;
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
    public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
        return verifier.verify(credentials, call, verification -> {
            metrics.asked(verification);
            then.accept(verification);
        });
    }
}
