package org.sipverify.app.server;

import java.time.Duration;
import java.util.function.Consumer;
import org.sipverify.app.ops.VerifierMetrics;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.ForwardingVerifier;
import org.sipverify.verifier.Question;
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
    public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
        var start = System.nanoTime();
        return verifier.verify(credentials, call, verification -> {
            metrics.verified(verification.status(), Duration.ofNanos(System.nanoTime() - start));
            then.accept(verification);
        });
    }
}
