package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.SessionConfig;

/** Calls may last one second, and there are no session timers. */
class LongCallTest extends TimedServer {
    @Override
    SessionConfig sessions() {
        return seconds(0, 1);
    }

    @Test
    void bothHearThatItHasLastedTooLong() throws Exception {
        connect("Supported: timer");
        alice.respond(alice.expect("BYE "), "200 OK", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        assertEquals(List.of("answered", "confirmed", "ended by SERVER 200", "over"), eventsUpToTheEnd());
    }

    @Test
    void thereAreNoTimersWhereTheyAreOff() throws Exception {
        var answer = connect("Supported: timer|Session-Expires: 10");
        assertEquals("", sessionExpires(answer));
        assertFalse(inviteAtBob.contains("timer"), inviteAtBob);
        hangUp();
    }

    @Test
    void thenTheyCannotBeRequired() throws Exception {
        alice.invite(Phone.SDP, "Require: timer");
        alice.ackOf(alice.expect("SIP/2.0 420"));
    }
}
