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
import org.sipverify.vcon.delivery.Gate.State;

class GateTest {
    private static final Optional<Duration> NO_WISH = Optional.empty();
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);
    private static final Retry RETRY =
            new Retry(Duration.ofSeconds(2), Duration.ofSeconds(300), Duration.ofMinutes(10), 3);

    private final Gate gate = new Gate(RETRY, () -> 1.0);

    @Test
    void closesAfterFailuresInARow() {
        assertFalse(gate.failed(ONE, 0, NO_WISH));
        assertFalse(gate.failed(ONE, 0, NO_WISH));
        assertFalse(gate.passed(TWO));
        assertFalse(gate.failed(ONE, 0, NO_WISH));
        assertFalse(gate.failed(ONE, 0, NO_WISH));

        assertTrue(gate.failed(ONE, 0, NO_WISH));

        assertEquals(State.RESTING, gate.state());
        assertFalse(gate.admits(seconds(1)));
        assertTrue(gate.admits(seconds(2)));
    }

    @Test
    void oneProbeAtATimeAtGrowingIntervals() {
        rest();

        gate.admitted(ONE);
        assertFalse(gate.admits(seconds(1000)));
        gate.failed(ONE, seconds(2), NO_WISH);

        assertFalse(gate.admits(seconds(5)));
        assertTrue(gate.admits(seconds(6)));
        assertEquals(Optional.of(seconds(6)), gate.opens());
    }

    @Test
    void theProbesSuccessOpensIt() {
        rest();
        gate.admitted(ONE);

        assertFalse(gate.passed(TWO), "a late answer to an older try");
        assertTrue(gate.passed(ONE));

        assertEquals(State.OPEN, gate.state());
        assertTrue(gate.admits(0));
    }

    @Test
    void anAskedWaitClosesItAtOnceAndIsCapped() {
        assertTrue(gate.failed(ONE, 0, Optional.of(Duration.ofDays(3))));

        assertFalse(gate.admits(seconds(599)));
        assertTrue(gate.admits(seconds(600)));
    }

    @Test
    void aRefusedKeyPausesOnce() {
        assertTrue(gate.refused(ONE, 0));
        assertFalse(gate.refused(TWO, 0));

        gate.admitted(ONE);
        assertFalse(gate.failed(ONE, seconds(2), NO_WISH), "a 500 does not make the key right");

        assertEquals(State.PAUSED, gate.state());
        assertTrue(gate.admits(seconds(6)));
    }

    @Test
    void aProbeThatFoundNothingOutMakesRoomForTheNext() {
        rest();
        gate.admitted(ONE);

        gate.undecided(ONE);

        assertTrue(gate.admits(seconds(2)));
    }

    @Test
    void probesTakeTheOldestAndTheNewestInTurn() {
        rest();
        assertFalse(gate.probesWithNewest());

        gate.admitted(ONE);
        gate.failed(ONE, 0, NO_WISH);

        assertTrue(gate.probesWithNewest());
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
            gate.failed(TWO, 0, NO_WISH);
        }
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
