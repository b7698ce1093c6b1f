package org.sipverify.vcon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.ScrubbedMessage;
import org.sipverify.vcon.call.Sheddable;
import org.sipverify.vcon.journal.Beginning;

/** What is given up first when nothing is taken out: detail before calls, and everything counted. */
class PressureTest {
    private static final Messages CALL = new Messages("call-1");

    private final CountingMeter meter = new CountingMeter();

    @Test
    void finalAnswersHaveRoomWhenOtherMessagesHaveNone() {
        var events = new EventQueue(8, 1 << 20, meter);

        for (var i = 0; i < 7; i++) {
            events.message(CALL.request(i, "ACK"));
        }
        assertEquals(6, waiting(events));
        assertEquals(1, meter.shedMessages.get());

        for (var i = 0; i < 3; i++) {
            events.message(CALL.response(i, "302 Moved Temporarily"));
        }
        assertEquals(8, waiting(events));
        assertEquals(2, meter.shedMessages.get());
        assertEquals(2, events.dropped());
    }

    @Test
    void callsHaveRoomLongest() {
        var events = new EventQueue(8, 1 << 20, meter);

        for (var i = 0; i < 32; i++) {
            assertTrue(events.hasRoomForCalls(), "call " + i);
            events.always(new RecorderEvent.Opened(call(1), Beginning.written(new UUID(1, 0))));
        }

        assertFalse(events.hasRoomForCalls());
    }

    @Test
    void octetsCountToo() {
        var events = new EventQueue(1000, 10, meter);

        events.message(CALL.request(1, "ACK"));
        events.message(CALL.request(2, "ACK"));

        assertEquals(1, events.dropped());
    }

    @Test
    void tracesGoBeforeMessagesAndMessagesBeforeCalls() throws Exception {
        var finished = new FinishedCalls(8, 1 << 30, meter);

        for (var i = 0; i < 10; i++) {
            finished.add(call(i), false);
        }

        var shed = finished.take(10, 0).stream().map(Recording::shed).toList();
        assertEquals(8, shed.size());
        assertEquals(Set.of(), shed.get(3));
        assertEquals(Set.of(Sheddable.TRACE), shed.get(4));
        assertEquals(Set.of(Sheddable.TRACE, Sheddable.MESSAGES), shed.get(6));
        assertEquals(4, meter.shedTraces.get());
        assertEquals(2, meter.shedMessages.get());
        assertEquals(2, meter.lost.get());
    }

    @Test
    void aCallThatTheJournalHasIsNotLostWhenThereIsNoRoom() {
        var finished = new FinishedCalls(8, 1 << 30, meter);
        for (var i = 0; i < 9; i++) {
            finished.hold(call(i).uuid());
            finished.add(call(i), true);
        }

        assertEquals(0, meter.lost.get());
        assertFalse(finished.holds(call(8).uuid()), "it is to be read from the journal");
        assertTrue(finished.holds(call(7).uuid()));
    }

    private static int waiting(EventQueue events) {
        return (int) Math.round(events.pressure() * 8);
    }

    private static Recording call(int number) {
        var call = new Recording(new UUID(number, 0), CALL.arrival(CALL.invite("", "")), Set.of());
        call.add(new ScrubbedMessage(CALL.response(1, "100 Trying"), Set.of()));
        call.add(new ScrubbedMessage(CALL.response(2, "302 Moved Temporarily"), Set.of()));
        return call;
    }
}
