package org.sipverify.verifier.http;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.verifier.config.VerifierConfig;

/**
 * Watches the HTTP statuses of the verifier's responses, and reports those that only an operator can mend: a key that it
 * does not accept, a URL where it is not. Each is one ERROR when it begins, repeated every few minutes while it lasts.
 * It outlives a verifier that is replaced.
 */
public final class AnswerWatch {
    private static final Logger LOG = LogManager.getLogger(AnswerWatch.class);
    private static final long REPEAT_AFTER = TimeUnit.MINUTES.toNanos(5);

    /** A verifier that has given verdicts may answer 404 to one odd caller; so many in a row are no accident. */
    private static final int NO_ACCIDENT = 5;

    /** A mistake in the settings that were in force then. */
    private record Mistake(AnswerKind kind, VerifierConfig.Http settings) {}

    private final LongSupplier nanoTime;

    // Written by the calls' threads, guarded by this; volatile what the common case reads without the lock.
    private volatile Optional<Mistake> mistake = Optional.empty();
    private volatile Optional<URI> proven = Optional.empty();
    private volatile int misdirected;
    private volatile boolean recoveryDue;
    private Optional<Mistake> reported = Optional.empty();
    private long reportedAt;

    /** The clock counts nanoseconds from an arbitrary origin, like {@link System#nanoTime}. */
    public AnswerWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the last response said that the verifier does not accept this server. */
    public boolean isRefused() {
        return mistake.filter(it -> it.kind() == AnswerKind.REFUSED).isPresent();
    }

    void answered(int status, VerifierConfig.Http settings) {
        switch (AnswerKind.of(status)) {
            case VERDICT -> {
                if (mistake.isPresent() || recoveryDue || misdirected > 0 || !isProven(settings)) {
                    works(settings);
                }
            }
            case REFUSED -> isWrong(new Mistake(AnswerKind.REFUSED, settings), status);
            case MISDIRECTED -> isMisdirected(status, settings);
            case OTHER -> {
                LOG.warn("The verifier answered HTTP {}", status);
                isOther(status, settings);
            }
        }
    }

    private boolean isProven(VerifierConfig.Http settings) {
        return proven.filter(settings.endpoint()::equals).isPresent();
    }

    private synchronized void works(VerifierConfig.Http settings) {
        proven = Optional.of(settings.endpoint());
        misdirected = 0;
        isAccepted(settings);
    }

    /** A verifier in trouble (5xx) may not have looked at the key. */
    private synchronized void isOther(int status, VerifierConfig.Http settings) {
        mistake = Optional.empty();
        if (status < 500) {
            isAccepted(settings);
        }
    }

    private synchronized void isAccepted(VerifierConfig.Http settings) {
        mistake = Optional.empty();
        if (recoveryDue) {
            recoveryDue = false;
            LOG.info("The verifier at {} accepts requests again", settings.endpoint());
        }
    }

    private synchronized void isMisdirected(int status, VerifierConfig.Http settings) {
        misdirected++;
        if (!isProven(settings) || misdirected >= NO_ACCIDENT) {
            isWrong(new Mistake(AnswerKind.MISDIRECTED, settings), status);
        } else {
            LOG.warn("The verifier answered HTTP {}", status);
            isAccepted(settings);
        }
    }

    private synchronized void isWrong(Mistake now, int status) {
        mistake = Optional.of(now);
        boolean due = !mistake.equals(reported) || nanoTime.getAsLong() - reportedAt >= REPEAT_AFTER;
        if (due) {
            reported = mistake;
            reportedAt = nanoTime.getAsLong();
            recoveryDue = true;
            LOG.error(
                    "The verifier at {} answers HTTP {}: {}",
                    now.settings().endpoint(),
                    status,
                    now.kind() == AnswerKind.REFUSED ? refusal(status, now.settings()) : misdirection(status));
        } else {
            LOG.debug("The verifier answered HTTP {}", status);
        }
    }

    private static String refusal(int status, VerifierConfig.Http settings) {
        if (status == 407) {
            return "the proxy wants a password, which this server does not send; let this machine pass without one";
        }
        var key = settings.apiKey();
        if (!key.value().isPresent()) {
            return "it wants a key; set verifier.api-key-file or verifier.api-key";
        }
        return "it does not accept the key; correct "
                + key.file()
                        .map(file -> "the key in " + file + " (verifier.api-key-file)")
                        .orElse("verifier.api-key");
    }

    private static String misdirection(int status) {
        return status < 400
                ? "redirects are not followed; set verifier.url to where it redirects"
                : "verifier.url or verifier.endpoint may be wrong";
    }
}
