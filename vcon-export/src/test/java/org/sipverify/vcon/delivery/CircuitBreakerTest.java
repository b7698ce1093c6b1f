package org.sipverify.vcon.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.vcon.delivery.CircuitBreaker.State;
import org.sipverify.vcon.delivery.endpoint.Retry;

class CircuitBreakerTest {
    private static final Optional<Duration> NO_WISH = Optional.empty();
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);
    private static final Retry RETRY =
            new Retry(Duration.ofSeconds(2), Duration.ofSeconds(300), Duration.ofMinutes(10), 3);

    private final CircuitBreaker breaker = new CircuitBreaker(RETRY, () -> 1.0);

    @Test
    void closesAfterFailuresInARow() {
        assertFalse(breaker.failed(ONE, 0, NO_WISH));
        assertFalse(breaker.failed(ONE, 0, NO_WISH));
        assertFalse(breaker.passed(TWO));
        assertFalse(breaker.failed(ONE, 0, NO_WISH));
        assertFalse(breaker.failed(ONE, 0, NO_WISH));

        assertTrue(breaker.failed(ONE, 0, NO_WISH));

        assertEquals(State.RESTING, breaker.state());
        assertFalse(breaker.admits(seconds(1)));
        assertTrue(breaker.admits(seconds(2)));
    }

    @Test
    void oneProbeAtATimeAtGrowingIntervals() {
        rest();

        breaker.admitted(ONE);
        assertFalse(breaker.admits(seconds(1000)));
        breaker.failed(ONE, seconds(2), NO_WISH);

        assertFalse(breaker.admits(seconds(5)));
        assertTrue(breaker.admits(seconds(6)));
        assertEquals(Optional.of(seconds(6)), breaker.opens());
    }

    @Test
    void theProbesSuccessOpensIt() {
        rest();
        breaker.admitted(ONE);

        assertFalse(breaker.passed(TWO), "a late answer to an older try");
        assertTrue(breaker.passed(ONE));

        assertEquals(State.OPEN, breaker.state());
        assertTrue(breaker.admits(0));
    }

    @Test
    void anAskedWaitClosesItAtOnceAndIsCapped() {
        assertTrue(breaker.failed(ONE, 0, Optional.of(Duration.ofDays(3))));

        assertFalse(breaker.admits(seconds(599)));
        assertTrue(breaker.admits(seconds(600)));
    }

    @Test
    void aRefusedKeyPausesOnce() {
        assertTrue(breaker.refused(ONE, 0));
        assertFalse(breaker.refused(TWO, 0));

        breaker.admitted(ONE);
        assertFalse(breaker.failed(ONE, seconds(2), NO_WISH), "a 500 does not make the key right");

        assertEquals(State.PAUSED, breaker.state());
        assertTrue(breaker.admits(seconds(6)));
    }

    @Test
    void aProbeThatFoundNothingOutMakesRoomForTheNext() {
        rest();
        breaker.admitted(ONE);

        breaker.undecided(ONE);

        assertTrue(breaker.admits(seconds(2)));
    }

    @Test
    void probesTakeTheOldestAndTheNewestInTurn() {
        rest();
        assertFalse(breaker.probesWithNewest());

        breaker.admitted(ONE);
        breaker.failed(ONE, 0, NO_WISH);

        assertTrue(breaker.probesWithNewest());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0, 2",
        "0, 1.0, 2",
        "1, 0.0, 2",
        "1, 1.0, 4",
        "5, 0.0, 32",
        "5, 1.0, 64",
        "8, 1.0, 300",
        "2000, 0.0, 150"
    })
    void waitsAreDoubledWithChance(int attempts, double random, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), RETRY.after(attempts, random));
    }

    private void rest() {
        for (int i = 0; i < RETRY.failures(); i++) {
            breaker.failed(TWO, 0, NO_WISH);
        }
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
