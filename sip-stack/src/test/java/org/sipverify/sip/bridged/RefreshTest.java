package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.body;

import org.junit.jupiter.api.Test;
import org.sipverify.sip.SessionConfig;

/** Sessions that this server refreshes, or sees lapse: RFC 4028 section 10, with an interval of two seconds. */
class RefreshTest extends TimedServer {
    private static final String OWN = "Session-Expires: 2;refresher=uac";
    private static final String ALLOW = "Allow: INVITE, ACK, BYE, UPDATE";

    @Override
    SessionConfig sessions() {
        return seconds(2, 0);
    }

    @Test
    void isByUpdateWhereThePeerAllowsThat() throws Exception {
        connect("", OWN, ALLOW);
        for (var i = 0; i < 2; i++) {
            var update = bob.expect("UPDATE ");
            assertEquals("2;refresher=uac", sessionExpires(update));
            assertEquals("", body(update));
            bob.respond(update, "200 OK", "", OWN);
        }
        assertTrue(alice.isSilentFor(10), "the caller hears of it");
        hangUp();
    }

    @Test
    void isByInviteWithTheLastSessionWhereItDoesNot() throws Exception {
        connect("", OWN);
        alice.send("INVITE", SDP + "a=sendonly\r\n");
        bob.respond(bob.expect("INVITE "), "200 OK", SDP + "a=recvonly\r\n", OWN);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");

        var invite = bob.expect("INVITE ");
        assertEquals("2;refresher=uac", sessionExpires(invite));
        assertEquals(SDP + "a=sendonly\r\n", body(invite));
        bob.respond(invite, "200 OK", SDP + "a=recvonly\r\n", OWN);
        bob.expect("ACK ");
        bob.respond(invite, "200 OK", SDP, OWN);
        bob.expect("ACK ");
        assertTrue(alice.isSilentFor(10), "the caller hears of it");
        hangUp();
    }

    @Test
    void isByInviteOnceUpdateIsRefused() throws Exception {
        connect("", OWN, ALLOW);
        bob.respond(bob.expect("UPDATE "), "405 Method Not Allowed", "");
        var invite = bob.expect("INVITE ");
        assertEquals(SDP, body(invite));
        bob.respond(invite, "200 OK", SDP, OWN);
        bob.expect("ACK ");
        hangUp();
    }

    @Test
    void isTriedAgainWhenItFailsAndWithALongerInterval() throws Exception {
        connect("", OWN, ALLOW);
        bob.respond(bob.expect("UPDATE "), "422 Session Interval Too Small", "", "Min-SE: 3");
        var longer = bob.expect("UPDATE ");
        assertEquals("3;refresher=uac", sessionExpires(longer));
        bob.respond(longer, "200 OK", "", "Session-Expires: 3;refresher=uac");
        bob.respond(bob.expect("UPDATE "), "503 Service Unavailable", "");
        bob.respond(bob.expect("UPDATE "), "200 OK", "", OWN);
        hangUp();
    }

    @Test
    void refreshesTheCallerToo() throws Exception {
        connect("Supported: timer|Allow: UPDATE|Session-Expires: 2;refresher=uas");
        var update = alice.expect("UPDATE ");
        assertEquals("2;refresher=uac", sessionExpires(update));
        alice.respond(update, "200 OK", "", OWN);
        hangUp();
    }

    @Test
    void aPeerThatHasForgottenTheCallEndsIt() throws Exception {
        connect("", OWN, ALLOW);
        bob.respond(bob.expect("UPDATE "), "481 Call/Transaction Does Not Exist", "");
        ends("ended by CALLEE 481");
    }

    @Test
    void aPeerThatDoesNotRefreshEndsTheCall() throws Exception {
        connect("Supported: timer|Session-Expires: 2;refresher=uac");
        ends("ended by CALLER 408");
    }

    @Test
    void aPeerThatDoesKeepsIt() throws Exception {
        connect("", "Session-Expires: 2;refresher=uas", "Require: timer");
        for (var i = 0; i < 4; i++) {
            assertTrue(bob.isSilentFor(600));
            bob.send("UPDATE", "", "Supported: timer", "Session-Expires: 2;refresher=uac");
            assertEquals("2;refresher=uac", sessionExpires(bob.expect("SIP/2.0 200")));
        }
        assertTrue(alice.isSilentFor(10));
        hangUp();
    }

    private void ends(String how) throws Exception {
        alice.respond(alice.expect("BYE "), "200 OK", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        assertTrue(eventsUpToTheEnd().contains(how));
    }
}
