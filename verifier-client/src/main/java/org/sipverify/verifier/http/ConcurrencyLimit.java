package org.sipverify.verifier.http;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.ForwardingVerifier;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/** Limits concurrent requests; a request beyond the limit gets no verdict at once, and is never queued. */
final class ConcurrencyLimit extends ForwardingVerifier {
    private static final Logger LOG = LogManager.getLogger(ConcurrencyLimit.class);

    private final Semaphore free;

    ConcurrencyLimit(Verifier verifier, int limit) {
        super(verifier);
        this.free = new Semaphore(limit);
    }

    @Override
    public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
        if (!free.tryAcquire()) {
            LOG.warn("Too many requests to the verifier in progress (verifier.max-concurrent)");
            then.accept(Verification.error(NoVerdict.VERIFIER_ERROR));
            return Question.ANSWERED;
        }
        return new Place(then).put(verifier, credentials, call);
    }

    /** One of the requests in progress. */
    private final class Place extends TrackedQuestion {
        Place(Consumer<Verification> then) {
            super(then);
        }

        @Override
        void ended(@Nullable Verification verification) {
            free.release();
        }
    }
}
