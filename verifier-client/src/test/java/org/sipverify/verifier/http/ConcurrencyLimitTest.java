package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sipverify.verifier.NoVerdict.VERIFIER_ERROR;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.credentials;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

class ConcurrencyLimitTest {
    private static final Verification VALID = Verification.valid("");
    private static final Verification TOO_MANY = Verification.error(VERIFIER_ERROR);

    /** Keeps what it is asked until a test answers, and even then forgets nothing that was cancelled. */
    private static final class Slow implements Verifier {
        private final ArrayDeque<Consumer<Verification>> asked = new ArrayDeque<>();
        private int cancelled;

        @Override
        public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
            asked.add(then);
            return () -> cancelled++;
        }
    }

    private final Slow slow = new Slow();
    private final ConcurrencyLimit limit = new ConcurrencyLimit(slow, 1);
    private final List<Verification> answers = new ArrayList<>();

    @Test
    void oneTooManyIsToldAtOnce() {
        put();

        assertEquals(TOO_MANY, ask(limit));
        assertEquals(1, slow.asked.size());
    }

    @Test
    void anAnsweredQuestionFreesItsPlaceOnce() {
        put();
        var then = slow.asked.remove();
        then.accept(VALID);
        then.accept(VALID);
        assertEquals(List.of(VALID), answers);

        put();
        assertEquals(TOO_MANY, ask(limit));
    }

    @Test
    void aPlaceIsFreeWhenTheAnswerIsGiven() {
        limit.verify(credentials(JWT), CALL, verification -> put());

        slow.asked.remove().accept(VALID);

        assertEquals(1, slow.asked.size());
        assertEquals(List.of(), answers);
    }

    @Test
    void aCancelledQuestionFreesItsPlaceOnce() {
        var question = put();
        question.cancel();
        question.cancel();
        slow.asked.remove().accept(VALID);
        assertEquals(1, slow.cancelled);
        assertEquals(List.of(), answers);

        put();
        assertEquals(TOO_MANY, ask(limit));
    }

    @Test
    void aQuestionThatBreaksFreesItsPlace() {
        var broken = new ConcurrencyLimit(
                (credentials, call, then) -> {
                    throw new IllegalStateException("a bug");
                },
                1);

        assertThrows(IllegalStateException.class, () -> ask(broken));
        assertThrows(IllegalStateException.class, () -> ask(broken));
    }

    private Question put() {
        return limit.verify(credentials(JWT), CALL, answers::add);
    }
}
