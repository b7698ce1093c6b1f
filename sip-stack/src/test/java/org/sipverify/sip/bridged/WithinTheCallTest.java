package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.body;
import static org.sipverify.sip.bridged.Phone.field;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.Eventually;

/** Requests within a call that is confirmed on both sides. */
class WithinTheCallTest extends BridgedServer {
    private static final String HOLD = SDP + "a=sendonly\r\n";

    private String answer;
    private String inviteAtBob;

    @BeforeEach
    void connect() throws Exception {
        alice.invite(SDP);
        inviteAtBob = bob.expect("INVITE ");
        bob.respond(inviteAtBob, "200 OK", SDP);
        answer = alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
    }

    @AfterEach
    void hangUp() throws Exception {
        if (server.bridgedCalls() > 0) {
            alice.send("BYE", "");
            bob.respond(bob.expect("BYE "), "200 OK", "");
        }
    }

    @Test
    void theCallerHoldsAndResumes() throws Exception {
        for (var session : new String[] {HOLD, SDP}) {
            modify(alice, bob, session);
        }
    }

    @Test
    void theCalleeHoldsAndResumes() throws Exception {
        for (var session : new String[] {HOLD, SDP}) {
            modify(bob, alice, session);
        }
    }

    private static void modify(Phone from, Phone to, String session) throws Exception {
        from.send("INVITE", session);
        var invite = to.expect("INVITE ");
        assertEquals(session, body(invite));
        to.respond(invite, "200 OK", session.replace("sendonly", "recvonly"));
        assertEquals(session.replace("sendonly", "recvonly"), body(from.expect("SIP/2.0 200")));
        from.ack("");
        to.expect("ACK ");
    }

    @Test
    void whatTheOtherSideRefusesIsRefused() throws Exception {
        alice.send("INVITE", HOLD);
        bob.respond(bob.expect("INVITE "), "488 Not Acceptable Here", "", "Warning: 304 bob \"no\"");
        bob.expect("ACK ");
        var refusal = alice.expect("SIP/2.0 488");
        assertEquals("304 bob \"no\"", field(refusal, "Warning"));
        alice.ackOf(refusal);
        modify(alice, bob, SDP);
    }

    /** RFC 3261 section 14: each has an INVITE under way when that of the other comes. */
    @Test
    void bothModifyAtOnce() throws Exception {
        alice.send("INVITE", HOLD);
        var invite = bob.expect("INVITE ");
        bob.send("INVITE", HOLD);
        bob.ackOf(bob.expect("SIP/2.0 491"));
        bob.respond(invite, "491 Request Pending", "");
        bob.expect("ACK ");
        alice.ackOf(alice.expect("SIP/2.0 491"));
        modify(bob, alice, SDP);
        modify(alice, bob, SDP);
    }

    @Test
    void anInviteWithinTheCallIsCancelled() throws Exception {
        alice.send("INVITE", HOLD);
        var invite = bob.expect("INVITE ");
        bob.respond(invite, "180 Ringing", "");
        alice.cancel();
        alice.ackOf(alice.expect("SIP/2.0 487"));
        bob.respond(bob.expect("CANCEL "), "200 OK", "");
        bob.respond(invite, "487 Request Terminated", "");
        bob.expect("ACK ");
        modify(alice, bob, SDP);
    }

    /** The answer is lost, and who waits for it hangs up before it is repeated. */
    @Test
    void anAnswerIsRepeatedAfterTheByeUntilItIsAcknowledged() throws Exception {
        alice.send("INVITE", HOLD);
        bob.respond(bob.expect("INVITE "), "200 OK", SDP);
        var lost = alice.expect("SIP/2.0 200");
        alice.send("BYE", "");
        bob.expect("ACK ");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        var repeated = alice.expect("SIP/2.0 200");
        while (!field(repeated, "CSeq").equals(field(lost, "CSeq"))) {
            repeated = alice.expect("SIP/2.0 200"); // that to the BYE
        }

        alice.ackInvite(Integer.parseInt(field(lost, "CSeq").replace(" INVITE", "")));
        Eventually.isTrue(() -> server.bridgedCalls() == 0, () -> "the call is not over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE", "INFO", "MESSAGE", "NOTIFY", "OPTIONS", "REFER"})
    void aRequestIsPassedOnAndSoIsItsAnswer(String method) throws Exception {
        for (var way : new Phone[][] {{alice, bob}, {bob, alice}}) {
            way[0].send(method, SDP, "Subject: one", "Refer-To: <sip:carol@192.0.2.3>", "X-Other: no");
            var request = way[1].expect(method + " ");
            assertEquals(SDP, body(request));
            assertEquals("one", field(request, "Subject"));
            assertEquals("<sip:carol@192.0.2.3>", field(request, "Refer-To"));
            assertEquals("", field(request, "X-Other"));
            way[1].respond(request, "202 Accepted", SDP);
            assertEquals(SDP, body(way[0].expect("SIP/2.0 202")));
        }
    }

    @Test
    void numbersOfOneSideAreNotThoseOfTheOther() throws Exception {
        for (var i = 0; i < 3; i++) {
            bob.send("INFO", "");
            alice.respond(alice.expect("INFO "), "200 OK", "");
            bob.expect("SIP/2.0 200");
        }
        alice.send("INFO", "");
        var info = bob.expect("INFO ");
        int first = Integer.parseInt(field(inviteAtBob, "CSeq").replace(" INVITE", ""));
        assertEquals(first + 1 + " INFO", field(info, "CSeq"));
        bob.respond(info, "200 OK", "");
        alice.expect("SIP/2.0 200");
    }

    @Test
    void aRepeatedRequestIsPassedOnOnce() throws Exception {
        alice.send("INFO", "", "Subject: once");
        alice.again(alice.lastSent());
        var info = bob.expect("INFO ");
        bob.respond(info, "200 OK", "");
        alice.expect("SIP/2.0 200");
        alice.again(alice.lastSent());
        alice.expect("SIP/2.0 200");
        assertTrue(bob.isSilentFor(300));
    }

    @Test
    void aMethodThatIsNotKnownIsRefused() throws Exception {
        alice.send("SUBSCRIBE", "");
        assertTrue(field(alice.expect("SIP/2.0 501"), "Allow").contains("UPDATE"));
        alice.send("PRACK", "", "RAck: 1 1 INVITE");
        alice.expect("SIP/2.0 481");
    }

    @Test
    void whatIsRequiredAndNotKnownIsRefused() throws Exception {
        alice.send("INFO", "", "Require: nothing-known");
        assertEquals("nothing-known", field(alice.expect("SIP/2.0 420"), "Unsupported"));
    }

    /** RFC 3261 section 12.2.1.2. */
    @Test
    void aSideThatHasForgottenTheCallEndsIt() throws Exception {
        alice.send("INFO", "");
        bob.respond(bob.expect("INFO "), "481 Call/Transaction Does Not Exist", "");
        alice.expect("SIP/2.0 481");
        alice.respond(alice.expect("BYE "), "200 OK", "");
        bob.respond(bob.expect("BYE "), "481 Call/Transaction Does Not Exist", "");
        eventsUpToTheEnd();
    }

    @Test
    void theServerThatClosesHangsUpOnBoth() throws Exception {
        var closing = new Thread(server::close);
        closing.start();
        alice.respond(alice.expect("BYE "), "200 OK", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        closing.join();
    }

    @Test
    void anotherTagIsAnotherDialog() throws Exception {
        alice.again(alice.lastAck().replace("ACK", "INFO").replaceFirst("(?m)^To: [^\r]*", "To: <sip:x@y>;tag=other"));
        alice.expect("SIP/2.0 481");
        assertTrue(field(answer, "To").contains(";tag="));
    }
}
