package org.sipverify.verifier.http;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/** A question to another verifier whose end is noticed exactly once: answered, cancelled, or broken by a bug. */
abstract class TrackedQuestion implements Question, Consumer<Verification> {
    private final Consumer<Verification> then;
    private final AtomicBoolean over = new AtomicBoolean();
    private Question question = ANSWERED;

    TrackedQuestion(Consumer<Verification> then) {
        this.then = then;
    }

    /** It is over; without a verification if it was cancelled or could not be asked. */
    abstract void ended(@Nullable Verification verification);

    /** Asks that verifier. */
    final Question put(Verifier verifier, Credentials credentials, CallContext call) {
        boolean asked = false;
        try {
            question = verifier.verify(credentials, call, this);
            asked = true;
        } finally {
            if (!asked && over.compareAndSet(false, true)) {
                ended(null);
            }
        }
        return question == ANSWERED ? ANSWERED : this;
    }

    @Override
    public final void accept(Verification verification) {
        if (over.compareAndSet(false, true)) {
            ended(verification);
            then.accept(verification);
        }
    }

    @Override
    public final void cancel() {
        if (over.compareAndSet(false, true)) {
            ended(null);
            question.cancel();
        }
    }
}
