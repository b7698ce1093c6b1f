package org.sipverify.vcon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sipverify.vcon.call.Captured;
import org.sipverify.vcon.call.Detail;
import org.sipverify.vcon.call.Recording;

/** What is given up first when nothing is taken out: detail before calls, and everything counted. */
class PressureTest {
    private static final Messages CALL = new Messages("call-1");

    private final CountingMeter meter = new CountingMeter();

    @Test
    void finalAnswersHaveRoomWhenOtherMessagesHaveNone() {
        var intake = new Intake(8, 1 << 20, meter);

        for (var i = 0; i < 7; i++) {
            intake.message(CALL.request(i, "ACK"));
        }
        assertEquals(6, waiting(intake));
        assertEquals(1, meter.shedMessages.get());

        for (var i = 0; i < 3; i++) {
            intake.message(CALL.response(i, "302 Moved Temporarily"));
        }
        assertEquals(8, waiting(intake));
        assertEquals(2, meter.shedMessages.get());
        assertEquals(2, intake.dropped());
    }

    @Test
    void callsHaveRoomLongest() {
        var intake = new Intake(8, 1 << 20, meter);

        for (var i = 0; i < 32; i++) {
            assertTrue(intake.ofCall(10, recorder -> {}), "call " + i);
        }

        assertFalse(intake.ofCall(10, recorder -> {}));
    }

    @Test
    void octetsCountToo() {
        var intake = new Intake(1000, 10, meter);

        intake.message(CALL.request(1, "ACK"));
        intake.message(CALL.request(2, "ACK"));

        assertEquals(1, intake.dropped());
    }

    @Test
    void tracesGoBeforeMessagesAndMessagesBeforeCalls() throws Exception {
        var backlog = new Backlog(8, 1 << 30, meter);

        for (var i = 0; i < 10; i++) {
            backlog.add(call(i), false);
        }

        var shed = backlog.take(10, 0).stream().map(Recording::shed).toList();
        assertEquals(8, shed.size());
        assertEquals(Set.of(), shed.get(3));
        assertEquals(Set.of(Detail.TRACE), shed.get(4));
        assertEquals(Set.of(Detail.TRACE, Detail.MESSAGES), shed.get(6));
        assertEquals(4, meter.shedTraces.get());
        assertEquals(2, meter.shedMessages.get());
        assertEquals(2, meter.lost.get());
    }

    @Test
    void aCallThatTheJournalHasIsNotLostWhenThereIsNoRoom() {
        var backlog = new Backlog(8, 1 << 30, meter);
        for (var i = 0; i < 9; i++) {
            backlog.hold(call(i).uuid());
            backlog.add(call(i), true);
        }

        assertEquals(0, meter.lost.get());
        assertFalse(backlog.holds(call(8).uuid()), "it is to be read from the journal");
        assertTrue(backlog.holds(call(7).uuid()));
    }

    private static int waiting(Intake intake) {
        return (int) Math.round(intake.pressure() * 8);
    }

    private static Recording call(int number) {
        var call = new Recording(new UUID(number, 0), CALL.arrival(CALL.invite("", "")), Set.of());
        call.add(new Captured(CALL.response(1, "100 Trying"), Set.of()));
        call.add(new Captured(CALL.response(2, "302 Moved Temporarily"), Set.of()));
        return call;
    }
}
