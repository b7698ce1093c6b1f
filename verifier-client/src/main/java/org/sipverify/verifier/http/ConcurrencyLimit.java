package org.sipverify.verifier.http;

import java.util.concurrent.Semaphore;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.ForwardingVerifier;
import org.sipverify.verifier.NoVerdict;
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
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        if (!free.tryAcquire()) {
            LOG.warn("Too many requests to the verifier in progress (verifier.max-concurrent)");
            return Verification.error(NoVerdict.VERIFIER_ERROR);
        }
        try {
            return verifier.verify(credentials, call);
        } finally {
            free.release();
        }
    }
}
