package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.body;
import static org.sipverify.sip.bridged.Phone.field;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A call from the INVITE to the BYE, and each way it can end before. */
class BridgedCallTest extends BridgedServer {
    private String inviteAtBob;

    /** As far as both have confirmed. */
    private void connect() throws Exception {
        alice.invite(SDP);
        inviteAtBob = bob.expect("INVITE ");
        bob.respond(inviteAtBob, "180 Ringing", "");
        alice.expect("SIP/2.0 180");
        bob.respond(inviteAtBob, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
    }

    @Test
    void isPassedOnWithTheSessionUntouched() throws Exception {
        alice.invite(SDP, "Identity: a.b.c", "User-Agent: alice", "Record-Route: <sip:192.0.2.9;lr>");
        var invite = bob.expect("INVITE ");

        assertEquals(SDP, body(invite));
        assertEquals("a.b.c", field(invite, "Identity"));
        assertEquals("69", field(invite, "Max-Forwards"));
        assertNotEquals(alice.callId(), field(invite, "Call-ID"));
        assertTrue(field(invite, "From").startsWith("\"Alice\" <sip:+15551234567@127.0.0.1>;tag="), invite);
        assertTrue(field(invite, "Contact").contains(";node="), invite);
        assertFalse(invite.contains("192.0.2.9") || invite.contains("pbx.example"), invite);
        assertFalse(invite.contains("User-Agent"), invite);
        bob.respond(invite, "183 Session Progress", SDP, "P-Early-Media: sendrecv");
        var progress = alice.expect("SIP/2.0 183");
        assertEquals(SDP, body(progress));
        assertEquals("sendrecv", field(progress, "P-Early-Media"));
        assertEquals("<sip:192.0.2.9;lr>", field(progress, "Record-Route"));
        bob.respond(invite, "486 Busy Here", "");
        bob.expect("ACK ");
        alice.ackOf(alice.expect("SIP/2.0 486"));
        assertEquals(List.of("183", "ended by CALLEE 486", "over"), eventsUpToTheEnd());
    }

    @Test
    void isEndedByTheCaller() throws Exception {
        connect();

        alice.send("BYE", "", "Reason: Q.850;cause=16");
        alice.expect("SIP/2.0 200");
        var bye = bob.expect("BYE ");
        assertEquals("Q.850;cause=16", field(bye, "Reason"));
        bob.respond(bye, "200 OK", "");

        assertEquals(List.of("180", "answered", "confirmed", "ended by CALLER 200", "over"), eventsUpToTheEnd());
    }

    @Test
    void isEndedByTheCallee() throws Exception {
        connect();

        bob.send("BYE", "");
        bob.expect("SIP/2.0 200");
        alice.respond(alice.expect("BYE "), "200 OK", "");

        assertEquals(List.of("180", "answered", "confirmed", "ended by CALLEE 200", "over"), eventsUpToTheEnd());
    }

    @Test
    void bothMayHangUpAtOnce() throws Exception {
        connect();

        alice.send("BYE", "");
        bob.expect("BYE ");
        bob.send("BYE", "");
        bob.expect("SIP/2.0 200");
        alice.expect("SIP/2.0 200");
        bob.respond(bob.expect("BYE "), "200 OK", "");
    }

    @Test
    void aByeThatComesAgainIsAnsweredAgain() throws Exception {
        connect();
        bob.send("BYE", "");
        bob.expect("SIP/2.0 200");
        alice.respond(alice.expect("BYE "), "200 OK", "");
        eventsUpToTheEnd();

        alice.send("INFO", "");
        alice.expect("SIP/2.0 481");
    }

    @Test
    void isCancelledWhileItRings() throws Exception {
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        bob.respond(invite, "180 Ringing", "");
        alice.expect("SIP/2.0 180");

        alice.cancel("Reason: SIP;cause=200;text=\"elsewhere\"");
        alice.expect("SIP/2.0 200");
        alice.ackOf(alice.expect("SIP/2.0 487"));
        var cancel = bob.expect("CANCEL ");
        assertEquals(field(invite, "Via"), field(cancel, "Via"));
        assertEquals("SIP;cause=200;text=\"elsewhere\"", field(cancel, "Reason"));
        bob.respond(cancel, "200 OK", "");
        bob.respond(invite, "487 Request Terminated", "");
        bob.expect("ACK ");

        assertEquals(List.of("180", "ended by CALLER 487", "over"), eventsUpToTheEnd());
    }

    /** RFC 3261 section 9.1: no CANCEL before a provisional response; the 2xx that comes instead gets ACK and BYE. */
    @Test
    void theAnswerThatCrossesTheCancelGetsAckAndBye() throws Exception {
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        alice.cancel();
        alice.ackOf(alice.expect("SIP/2.0 487"));

        bob.respond(invite, "200 OK", SDP);
        bob.expect("ACK ");
        bob.respond(bob.expect("BYE "), "200 OK", "");

        assertEquals(List.of("ended by CALLER 487", "over"), eventsUpToTheEnd());
    }

    /** RFC 3261 section 13.3.1.4. */
    @Test
    void theAnswerIsRepeatedUntilItIsConfirmed() throws Exception {
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        bob.respond(invite, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
        bob.respond(invite, "200 OK", SDP);
        bob.expect("ACK ");
        alice.send("BYE", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
    }

    /** The offer is in the answer, and its answer in the ACK. */
    @Test
    void theOfferMayComeLate() throws Exception {
        alice.invite("");
        var invite = bob.expect("INVITE ");
        assertEquals("", body(invite));
        bob.respond(invite, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack(SDP.replace("4000", "4002"));
        assertEquals(SDP.replace("4000", "4002"), body(bob.expect("ACK ")));
        bob.send("BYE", "");
        alice.respond(alice.expect("BYE "), "200 OK", "");
    }

    @Test
    void everyOtherAnswerOfAForkGetsAckAndBye() throws Exception {
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        bob.respondAs("one", invite, "180 Ringing", "");
        var first = alice.expect("SIP/2.0 180");
        bob.respondAs("two", invite, "180 Ringing", "");
        var second = alice.expect("SIP/2.0 180");
        assertNotEquals(field(first, "To"), field(second, "To"));

        bob.respondAs("two", invite, "200 OK", SDP);
        var answer = alice.expect("SIP/2.0 200");
        assertEquals(field(second, "To"), field(answer, "To"));
        alice.ack("");
        bob.expect("ACK ");
        bob.respondAs("one", invite, "200 OK", SDP);
        bob.expect("ACK ");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        alice.send("BYE", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
    }

    @Test
    void anotherAnswerOfAForkMayOutliveTheCall() throws Exception {
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        bob.respondAs("two", invite, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
        bob.respondAs("one", invite, "200 OK", SDP);
        bob.expect("ACK ");
        var other = bob.expect("BYE ");
        alice.send("BYE", "");
        var bye = bob.expect("BYE ");
        while (field(bye, "To").equals(field(other, "To"))) {
            bye = bob.expect("BYE "); // repeated: it has no answer yet
        }
        bob.respond(bye, "200 OK", "");
        bob.respond(other, "200 OK", "");
    }

    /** Both branches have an early dialog, and one is answered while the CANCEL is under way. */
    @Test
    void aForkThatIsAnsweredInSpiteOfTheCancelLeavesNothing() throws Exception {
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        bob.respondAs("one", invite, "180 Ringing", "");
        bob.respondAs("two", invite, "180 Ringing", "");
        alice.expect("SIP/2.0 180");
        alice.expect("SIP/2.0 180");
        alice.cancel();
        alice.ackOf(alice.expect("SIP/2.0 487"));
        bob.respond(bob.expect("CANCEL "), "200 OK", "");
        bob.respondAs("two", invite, "200 OK", SDP);
        bob.expect("ACK ");
        bob.respond(bob.expect("BYE "), "200 OK", "");

        assertEquals(List.of("180", "180", "ended by CALLER 487", "over"), eventsUpToTheEnd());
    }

    @Test
    void aByeMayComeBeforeTheAck() throws Exception {
        alice.invite(SDP);
        bob.respond(bob.expect("INVITE "), "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.send("BYE", "");
        alice.expect("SIP/2.0 200 OK\r\nVia");
        bob.expect("ACK ");
        bob.respond(bob.expect("BYE "), "200 OK", "");
    }
}
