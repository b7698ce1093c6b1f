package org.sipverify.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeldOctetsTest {
    @Test
    void aQuarterIsForNamedCallers() {
        var held = new HeldOctets(100, true, HeldOctets.Shedder.NONE);

        assertTrue(held.take(75, false));
        assertFalse(held.take(1, false));
        assertTrue(held.take(25, true));
        assertFalse(held.take(1, true));
        held.give(100);

        assertEquals(0, held.held());
    }

    @Test
    void withoutNamedCallersTheWholeIsForEverybody() {
        assertTrue(new HeldOctets(100, false, HeldOctets.Shedder.NONE).take(100, false));
    }

    @Test
    void whatIsLeastMissedIsGivenUpUntilThereIsRoom() {
        var left = new AtomicInteger(3);
        var account = new HeldOctets[1];
        account[0] = new HeldOctets(100, true, named -> {
            if (left.getAndDecrement() > 0) {
                account[0].give(20);
                return true;
            }
            return false;
        });
        assertTrue(account[0].take(75, false));

        assertTrue(account[0].take(40, false));
        assertEquals(1, left.get());
        assertFalse(account[0].take(60, false));
    }
}
