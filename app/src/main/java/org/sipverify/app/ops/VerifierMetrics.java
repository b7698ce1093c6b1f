package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.each;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;

/** How long verification takes, and what a verifier over HTTP answers. */
public final class VerifierMetrics {
    private final Map<Verification.Status, Timer> times;
    private final Map<Answer, Counter> answers;

    /** What came of one request. */
    private enum Answer {
        USED("2xx"),
        REFUSED("401_403"),
        CLIENT_ERROR("4xx"),
        SERVER_ERROR("5xx"),
        TIMEOUT("timeout"),
        UNREACHABLE("unreachable"),
        UNUSABLE("unusable");

        private final String label;

        Answer(String label) {
            this.label = label;
        }

        static Answer of(Verification verification) {
            if (verification.status() != Verification.Status.ERROR) {
                return USED;
            }
            var reason = verification.reason();
            return switch (NoVerdict.valueOf(reason.error())) {
                case VERIFIER_TIMEOUT -> TIMEOUT;
                case VERIFIER_UNREACHABLE -> UNREACHABLE;
                case VERIFIER_REFUSED -> REFUSED;
                case VERIFIER_ERROR -> ofStatus(reason.rawError());
            };
        }

        private static Answer ofStatus(String raw) {
            if (raw.startsWith("HTTP_4")) {
                return CLIENT_ERROR;
            }
            return raw.startsWith("HTTP_5") ? SERVER_ERROR : UNUSABLE;
        }
    }

    VerifierMetrics(Meters meters) {
        this.times = each(
                List.of(Verification.Status.values()),
                status ->
                        meters.timer("sipverify.verifier.time", "How long the verifier took", "status", status.name()));
        this.answers = each(
                List.of(Answer.values()),
                answer -> meters.counter(
                        "sipverify.verifier.answers",
                        "What came of requests to the verifier over HTTP: class of the status, or why none is usable",
                        "class",
                        answer.label));
    }

    /** A call has been verified, with or without a request to the verifier. */
    public void verified(Verification.Status status, Duration took) {
        Objects.requireNonNull(times.get(status)).record(took);
    }

    /** A request to the verifier over HTTP has been answered, or will not be. */
    public void asked(Verification verification) {
        Objects.requireNonNull(answers.get(Answer.of(verification))).increment();
    }
}
