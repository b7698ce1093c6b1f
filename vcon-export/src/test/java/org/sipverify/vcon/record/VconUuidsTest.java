package org.sipverify.vcon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class VconUuidsTest {
    /** The example worked out beside the samples. */
    @Test
    void timeCounterAndNameAreInTheirPlaces() {
        var uuids = new VconUuids("sip-verify-1.example.net");
        var millis = Instant.parse("2026-11-20T10:00:00.120Z").toEpochMilli();

        uuids.next(millis);

        assertEquals("01a1f866-0d78-8001-ab7f-8b4ea1b84909", uuids.next(millis).toString());
    }

    @Test
    void theyCountWithinTheMillisecondAndNeverStepBack() {
        var uuids = new VconUuids("sip.example");

        var first = uuids.next(1000);
        var second = uuids.next(1000);
        var afterTheClockStepped = uuids.next(500);

        assertEquals(8, first.version());
        assertEquals(2, first.variant());
        assertEquals(1000, first.getMostSignificantBits() >>> 16);
        assertTrue(first.compareTo(second) < 0 && second.compareTo(afterTheClockStepped) < 0);
    }
}
