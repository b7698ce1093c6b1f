package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sipverify.verifier.NoVerdict.VERIFIER_ERROR;
import static org.sipverify.verifier.NoVerdict.VERIFIER_REFUSED;
import static org.sipverify.verifier.NoVerdict.VERIFIER_TIMEOUT;
import static org.sipverify.verifier.NoVerdict.VERIFIER_UNREACHABLE;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.credentials;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;

class CircuitBreakerTest {
    private static final Verification VALID = Verification.valid("+15551234567");

    /** Answers what it is told to, and counts. */
    private static final class FakeVerifier implements Verifier {
        private Verifier answer = says(VALID);
        private int asked;

        @Override
        public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
            asked++;
            return answer.verify(credentials, call, then);
        }

        void answers(Verification verification) {
            answer = says(verification);
        }
    }

    private final FakeVerifier verifier = new FakeVerifier();
    private long now;
    private final CircuitBreaker breaker =
            new CircuitBreaker(verifier, new VerifierConfig.Breaker(3, Duration.ofSeconds(5)), () -> now);

    @Test
    void opensAfterFailuresInARow() throws Exception {
        fail(3);

        assertEquals(Circuit.OPEN, breaker.state());
        assertEquals(Verification.error(VERIFIER_TIMEOUT), ask());
        assertEquals(3, verifier.asked);
    }

    @Test
    void oneSuccessStartsTheCountAgain() throws Exception {
        fail(2);
        verifier.answers(VALID);
        ask();
        fail(2);

        assertEquals(Circuit.CLOSED, breaker.state());
    }

    @Test
    void givesTheLastErrorWhileOpen() throws Exception {
        fail(2);
        verifier.answers(Verification.error(VERIFIER_UNREACHABLE));
        ask();

        assertEquals(Verification.error(VERIFIER_UNREACHABLE), ask());
    }

    @Test
    void staysOpenUntilItsTimeIsOver() throws Exception {
        fail(3);
        pass(Duration.ofMillis(4999));
        ask();

        assertEquals(3, verifier.asked);
    }

    @Test
    void letsExactlyOneProbeThrough() throws Exception {
        fail(3);
        pass(Duration.ofSeconds(5));
        verifier.answer = (credentials, call, then) -> {
            assertEquals(Circuit.HALF_OPEN, breaker.state());
            assertEquals(Verification.error(VERIFIER_TIMEOUT), ask());
            then.accept(VALID);
            return Question.ANSWERED;
        };

        assertEquals(VALID, ask());
        assertEquals(4, verifier.asked);
        assertEquals(Circuit.CLOSED, breaker.state());
    }

    @Test
    void aFailedProbeStartsTheTimeAgain() throws Exception {
        fail(3);
        pass(Duration.ofSeconds(5));
        fail(1);
        pass(Duration.ofMillis(4999));
        ask();

        assertEquals(Circuit.OPEN, breaker.state());
        assertEquals(4, verifier.asked);
    }

    @Test
    void aCancelledProbeLeavesTheNextCallToProbe() throws Exception {
        fail(3);
        pass(Duration.ofSeconds(5));
        var cancelled = new AtomicInteger();
        verifier.answer = (credentials, call, then) -> cancelled::incrementAndGet;
        var probe = breaker.verify(credentials(JWT), CALL, verification -> {});
        assertEquals(Circuit.HALF_OPEN, breaker.state());
        probe.cancel();
        probe.cancel();
        assertEquals(1, cancelled.get());
        verifier.answers(VALID);

        assertEquals(VALID, ask());
        assertEquals(Circuit.CLOSED, breaker.state());
    }

    @Test
    void aProbeThatBreaksLeavesTheNextCallToProbe() throws Exception {
        fail(3);
        pass(Duration.ofSeconds(5));
        verifier.answer = (credentials, call, then) -> {
            throw new IllegalStateException("a bug");
        };
        assertThrows(IllegalStateException.class, this::ask);
        verifier.answers(VALID);

        assertEquals(VALID, ask());
    }

    @Test
    void lateNewsDoesNotCloseAnOpenCircuit() throws Exception {
        verifier.answer = (credentials, call, then) -> {
            fail(3);
            then.accept(VALID);
            return Question.ANSWERED;
        };
        ask();

        assertEquals(Circuit.OPEN, breaker.state());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_500,OPEN",
        "HTTP_503,OPEN",
        "HTTP_429,OPEN",
        "HTTP_408,OPEN",
        "HTTP_404,CLOSED",
        "'',OPEN",
        "HTTP_422,CLOSED",
        "HTTP_400,CLOSED"
    })
    void refusedRequestsAreNoFailures(String rawError, Circuit expected) throws Exception {
        verifier.answers(Verification.error(VERIFIER_ERROR, rawError));
        for (int i = 0; i < 5; i++) {
            ask();
        }

        assertEquals(expected, breaker.state());
    }

    @Test
    void aRefusalOfThisServerIsAFailure() throws Exception {
        verifier.answers(Verification.error(VERIFIER_REFUSED, "HTTP_401"));
        for (int i = 0; i < 3; i++) {
            ask();
        }

        assertEquals(Circuit.OPEN, breaker.state());
        assertEquals(Verification.error(VERIFIER_REFUSED), ask());
        assertEquals(3, verifier.asked);
    }

    @Test
    void verdictsAreNoFailures() throws Exception {
        verifier.answers(Verification.invalid("SIGNATURE_INVALID", "PASSPORT_SIG_INVALID"));
        for (int i = 0; i < 5; i++) {
            ask();
        }

        assertEquals(Circuit.CLOSED, breaker.circuit());
    }

    private void fail(int times) {
        verifier.answers(Verification.error(VERIFIER_TIMEOUT));
        for (int i = 0; i < times; i++) {
            ask();
        }
    }

    private Verification ask() {
        return Samples.ask(breaker);
    }

    private static Verifier says(Verification verification) {
        return (credentials, call, then) -> {
            then.accept(verification);
            return Question.ANSWERED;
        };
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
