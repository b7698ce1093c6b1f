package org.sipverify.app.api.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveIntakeTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanoTime = new AtomicLong(5 * SECOND);
    private final LiveIntake intake = new LiveIntake(20, nanoTime::get);

    private void calls(int number) {
        for (int i = 0; i < number; i++) {
            intake.offer(Instant.EPOCH, () -> SampleCalls.to("+14155550199"));
        }
    }

    private void refusals(int number) {
        for (int i = 0; i < number; i++) {
            intake.offerRefused(() -> SampleCalls.to("+14155550199"));
        }
    }

    private int taken() {
        int taken = 0;
        while (intake.next() != null) {
            taken++;
        }
        return taken;
    }

    @Test
    void twentyOfASecondAreTakenAndTheOthersCounted() {
        calls(50);

        assertEquals(20, taken());
        assertEquals(30, intake.leftOut());

        nanoTime.addAndGet(SECOND);
        calls(3);
        assertEquals(3, taken());
        assertEquals(30, intake.leftOut());
    }

    @Test
    void aFloodOfRefusedInvitesLeavesHalfOfTheSecondToCalls() {
        refusals(1000);
        calls(10);
        calls(1);

        assertEquals(20, taken());
        assertEquals(990 + 1, intake.leftOut());
    }

    /** Its clock may begin anywhere. */
    @Test
    void theClockMayBeNegative() {
        nanoTime.set(-5 * SECOND);
        calls(21);

        assertEquals(20, taken());
    }
}
