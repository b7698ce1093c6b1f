package org.sipverify.verifier.http;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.ForwardingVerifier;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;

/**
 * Stops asking a verifier that is down, so that calls do not each wait for the timeout. After a number of consecutive
 * failures, calls get the last error at once; after a while one call is let through as a probe.
 */
final class CircuitBreaker extends ForwardingVerifier {
    private static final Logger LOG = LogManager.getLogger(CircuitBreaker.class);

    private final VerifierConfig.Breaker config;
    private final LongSupplier nanoTime;

    // Shared by the threads that ask and answer; guarded by this.
    private Circuit state = Circuit.CLOSED;
    private int failures;
    private long openedAt;
    private NoVerdict lastFailure = NoVerdict.VERIFIER_ERROR;

    /** The clock counts nanoseconds from an arbitrary origin, like {@link System#nanoTime}. */
    CircuitBreaker(Verifier verifier, VerifierConfig.Breaker config, LongSupplier nanoTime) {
        super(verifier);
        this.config = config;
        this.nanoTime = nanoTime;
    }

    @Override
    public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
        var admission = admit();
        if (admission == Admission.REFUSED) {
            then.accept(Verification.error(lastFailure()));
            return Question.ANSWERED;
        }
        return new Admitted(admission, then).put(verifier, credentials, call);
    }

    /** A call that sends a request. */
    private final class Admitted extends TrackedQuestion {
        private final Admission admission;

        Admitted(Admission admission, Consumer<Verification> then) {
            super(then);
            this.admission = admission;
        }

        @Override
        void ended(@Nullable Verification verification) {
            settle(admission, verification);
        }
    }

    @Override
    public Circuit circuit() {
        return state();
    }

    /** The current state; an open circuit whose time has passed still counts as open until the next call. */
    synchronized Circuit state() {
        return state;
    }

    private enum Admission {
        NORMAL,
        PROBE,
        REFUSED
    }

    private synchronized Admission admit() {
        if (state == Circuit.CLOSED) {
            return Admission.NORMAL;
        }
        boolean due = nanoTime.getAsLong() - openedAt >= config.openFor().toNanos();
        if (state == Circuit.HALF_OPEN || !due) {
            return Admission.REFUSED;
        }
        state = Circuit.HALF_OPEN;
        return Admission.PROBE;
    }

    private synchronized NoVerdict lastFailure() {
        return lastFailure;
    }

    /** Responses to requests sent before the circuit opened are outdated and change nothing. */
    private synchronized void settle(Admission admission, @Nullable Verification finding) {
        boolean current = admission == Admission.PROBE || state == Circuit.CLOSED;
        if (!current) {
            return;
        }
        if (finding == null) {
            giveUp(admission);
        } else if (isFailure(finding)) {
            fail(NoVerdict.valueOf(finding.reason().error()));
        } else {
            succeed();
        }
    }

    /** A cancelled probe has no result: the next call probes. */
    private void giveUp(Admission admission) {
        if (admission == Admission.PROBE) {
            state = Circuit.OPEN;
        }
    }

    private void fail(NoVerdict why) {
        lastFailure = why;
        failures++;
        if (state == Circuit.CLOSED && failures >= config.failures()) {
            LOG.warn(
                    "The verifier failed {} times in a row, last with {}: no requests for {}",
                    failures,
                    why,
                    config.openFor());
            open();
        } else if (state == Circuit.HALF_OPEN) {
            open();
        }
    }

    private void open() {
        state = Circuit.OPEN;
        openedAt = nanoTime.getAsLong();
    }

    private void succeed() {
        if (state != Circuit.CLOSED) {
            LOG.info("The verifier answers again");
        }
        state = Circuit.CLOSED;
        failures = 0;
    }

    /**
     * A 4xx comes from a working verifier that rejects one request; a single caller with odd credentials must not open
     * the circuit for all others. The exceptions say nothing of the request: 401, 403 and 407 ({@link
     * NoVerdict#VERIFIER_REFUSED}), 408 and 429.
     */
    private static boolean isFailure(Verification finding) {
        var reason = finding.reason();
        boolean requestRejected = reason.error().equals(NoVerdict.VERIFIER_ERROR.name())
                && reason.rawError().startsWith("HTTP_4")
                && !reason.rawError().equals("HTTP_408")
                && !reason.rawError().equals("HTTP_429");
        return finding.status() == Verification.Status.ERROR && !requestRejected;
    }
}
