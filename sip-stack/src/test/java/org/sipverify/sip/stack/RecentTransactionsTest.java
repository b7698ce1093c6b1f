package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTransactionsTest {
    private final AtomicLong now = new AtomicLong();
    private final RecentTransactions finished = new RecentTransactions(now::get);

    @Test
    void aCallIsKnownForFiveSeconds() {
        finished.add("call", "z9hG4bK-1");

        assertTrue(finished.contains("call", "z9hG4bK-1"));
        pass(4_990);
        assertTrue(finished.contains("call", "z9hG4bK-1"));
        pass(20);
        assertFalse(finished.contains("call", "z9hG4bK-1"));
    }

    @Test
    void anotherAttemptOfTheSameCallIsNot() {
        finished.add("call", "z9hG4bK-1");

        assertFalse(finished.contains("call", "z9hG4bK-2"));
        assertFalse(finished.contains("other", "z9hG4bK-1"));
    }

    /** Of these the hash codes of String are the same, in Call-ID and branch alike. */
    @Test
    void anIdentifierThatIsInBothDoesNotMakeTwoCallsOne() {
        finished.add("xxc0", "z9hG4bKxxc0");

        assertFalse(finished.contains("xxbO", "z9hG4bKxxbO"));
        assertFalse(finished.contains("xxan", "z9hG4bKxxan"));
    }

    /** Each of these would be a call that rings twice, if its INVITE came late. */
    @Test
    void allOfTwoThousandAreKnownAndNearlyAllOfTenThousand() {
        assertEquals(2_000, knownOf(2_000));
        assertTrue(knownOf(10_000) > 9_990);
    }

    private int knownOf(int calls) {
        for (var i = 0; i < calls; i++) {
            finished.add(calls + "-call-" + i, "z9hG4bK-" + i);
        }
        var known = 0;
        for (var i = 0; i < calls; i++) {
            known += finished.contains(calls + "-call-" + i, "z9hG4bK-" + i) ? 1 : 0;
        }
        pass(6_000);
        return known;
    }

    @Test
    void aCallThatIsOverGivesItsPlaceToAnother() {
        for (var round = 0; round < 50; round++) {
            assertEquals(2_000, knownOf(2_000));
        }
    }

    private void pass(long milliseconds) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
