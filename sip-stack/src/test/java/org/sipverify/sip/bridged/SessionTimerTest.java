package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.body;
import static org.sipverify.sip.bridged.Phone.field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is agreed on session timers (RFC 4028), on each leg by itself. */
class SessionTimerTest extends TimedServer {
    private static final String OTHER = SDP.replace("4000", "4002");

    private static int cseq(String message) {
        return Integer.parseInt(field(message, "CSeq").split(" ", 2)[0]);
    }

    @Test
    void theCalleeIsProposedOne() throws Exception {
        connect("Supported: 100rel");
        assertEquals("1800", sessionExpires(inviteAtBob));
        assertEquals("90", field(inviteAtBob, "Min-SE"));
        assertEquals("100rel, timer", field(inviteAtBob, "Supported"));
        hangUp();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "Supported: timer, 1800;refresher=uac, timer",
        "Supported: timer|Session-Expires: 600, 600;refresher=uac, timer",
        "Supported: timer|x: 600;refresher=uas, 600;refresher=uas, ''",
        "Supported: timer|Session-Expires: 600 ; Refresher = uac, 600;refresher=uac, timer",
        "Supported: timer|Session-Expires: 7200|Min-SE: 3600, 3600;refresher=uac, timer",
        "Require: timer|Session-Expires: 3600, 1800;refresher=uac, timer",
        "Session-Expires: 600, 600;refresher=uas, ''",
        "Session-Expires: 60, '', ''",
        "Supported: timer|Session-Expires: soon, 1800;refresher=uac, timer"
    })
    void theCallerGetsWhatItAsksFor(String fields, String agreed, String required) throws Exception {
        var answer = connect(fields);
        assertEquals(agreed, sessionExpires(answer));
        assertEquals(required, field(answer, "Require"));
        hangUp();
    }

    @Test
    void anIntervalThatIsTooSmallIsRefused() throws Exception {
        alice.invite(SDP, "Supported: timer", "Session-Expires: 60");
        var refusal = alice.expect("SIP/2.0 422");
        assertEquals("90", field(refusal, "Min-SE"));
        alice.ackOf(refusal);
        assertTrue(bob.isSilentFor(100));
    }

    @Test
    void itIsRefusedWithinTheCallToo() throws Exception {
        connect("Supported: timer");
        alice.send("UPDATE", "", "Supported: timer", "Session-Expires: 60");
        assertEquals("90", field(alice.expect("SIP/2.0 422"), "Min-SE"));
        hangUp();
    }

    @Test
    void aCalleeThatWantsMoreIsAskedAgain() throws Exception {
        alice.invite(SDP);
        var first = bob.expect("INVITE ");
        bob.respond(first, "422 Session Interval Too Small", "", "Min-SE: 3600");
        bob.expect("ACK ");
        var second = bob.expect("INVITE ");
        assertEquals("3600", sessionExpires(second));
        assertEquals("3600", field(second, "Min-SE"));
        assertEquals(field(first, "Call-ID"), field(second, "Call-ID"));
        assertEquals(field(first, "From"), field(second, "From"));
        assertEquals(cseq(first) + 1, cseq(second));
        assertEquals(SDP, body(second));
        bob.respond(second, "180 Ringing", "");
        alice.expect("SIP/2.0 180");

        alice.cancel();
        alice.ackOf(alice.expect("SIP/2.0 487"));
        var cancel = bob.expect("CANCEL ");
        assertEquals(field(second, "Via"), field(cancel, "Via"));
        assertEquals(cseq(second), cseq(cancel));
        bob.respond(cancel, "200 OK", "");
        bob.respond(second, "487 Request Terminated", "");
        bob.expect("ACK ");
    }

    @Test
    void butOnlyOnce() throws Exception {
        alice.invite(SDP);
        for (var least : new String[] {"3600", "7200"}) {
            bob.respond(bob.expect("INVITE "), "422 Session Interval Too Small", "", "Min-SE: " + least);
            bob.expect("ACK ");
        }
        alice.ackOf(alice.expect("SIP/2.0 500"));
    }

    @Test
    void aRefreshIsAnsweredHere() throws Exception {
        connect("Supported: timer");
        alice.send("UPDATE", "", "Supported: timer", "Session-Expires: 1800;refresher=uac");
        var updated = alice.expect("SIP/2.0 200");
        assertEquals("1800;refresher=uac", sessionExpires(updated));
        assertNotEquals("", field(updated, "Contact"));

        alice.send("INVITE", SDP, "Supported: timer", "Session-Expires: 1800;refresher=uac");
        var invited = alice.expect("SIP/2.0 200");
        assertEquals("1800;refresher=uac", sessionExpires(invited));
        assertEquals(SDP, body(invited));
        assertEquals("application/sdp", field(invited, "Content-Type"));
        alice.ack("");
        assertTrue(bob.isSilentFor(200), "a refresh was passed on");
        hangUp();
    }

    @Test
    void anotherSessionIsPassedOnWithTheTimerOfEachLeg() throws Exception {
        connect("Supported: timer|Session-Expires: 600;refresher=uas", "Session-Expires: 900;refresher=uas");
        alice.send("INVITE", OTHER, "Supported: timer", "Session-Expires: 600");
        var invite = bob.expect("INVITE ");
        assertEquals(OTHER, body(invite));
        assertEquals("900;refresher=uas", sessionExpires(invite));
        bob.respond(invite, "200 OK", SDP, "Session-Expires: 900;refresher=uas", "Require: timer");
        var answer = alice.expect("SIP/2.0 200");
        assertEquals("600;refresher=uas", sessionExpires(answer));
        alice.ack("");
        bob.expect("ACK ");

        bob.send("UPDATE", OTHER, "Supported: timer", "Session-Expires: 900;refresher=uac");
        var update = alice.expect("UPDATE ");
        assertEquals("600;refresher=uac", sessionExpires(update));
        alice.respond(update, "200 OK", SDP, "Session-Expires: 600;refresher=uac");
        assertEquals("900;refresher=uac", sessionExpires(bob.expect("SIP/2.0 200")));
        hangUp();
    }
}
