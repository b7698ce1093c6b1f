package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.field;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipverify.testkit.FreePort;

/** Peers behind networks that lose, repeat and rewrite, and targets that are not there. */
class OddPeersTest extends BridgedServer {
    private List<String> wanted = List.of();

    @Override
    List<String> targets() {
        return wanted.isEmpty() ? super.targets() : wanted;
    }

    private String connect(String... fieldsOfBob) throws Exception {
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        bob.respond(invite, "200 OK", SDP, fieldsOfBob);
        var answer = alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
        return answer;
    }

    private void hangUp() throws Exception {
        alice.send("BYE", "");
        alice.expect("SIP/2.0 200");
        bob.respond(bob.expect("BYE "), "200 OK", "");
    }

    @Test
    void whatTheServerSendsOverUdpComesAgainUntilItIsAnswered() throws Exception {
        alice.invite(SDP);
        assertEquals(bob.expect("INVITE "), bob.expect("INVITE "));
        bob.respond(bob.expect("INVITE "), "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
        alice.send("INFO", "");
        var info = bob.expect("INFO ");
        assertEquals(info, bob.expect("INFO "));
        bob.respond(info, "200 OK", "");
        alice.expect("SIP/2.0 200");
        alice.send("BYE", "");
        var bye = bob.expect("BYE ");
        assertEquals(bye, bob.expect("BYE "));
        bob.respond(bye, "200 OK", "");
    }

    /** A NAT gives its peer another port. */
    @Test
    void aRequestBelongsToItsDialogWhateverSocketItComesFrom() throws Exception {
        connect();
        alice.send("INFO", "", "Subject: before");
        bob.respond(bob.expect("INFO "), "200 OK", "");
        alice.expect("SIP/2.0 200");

        carol.again(alice.lastSent()
                .replaceAll("CSeq: [0-9]+", "CSeq: 77")
                .replaceFirst("branch=z9hG4bK", "branch=z9hG4bKmoved")
                .replace("before", "after"));
        var info = bob.expect("INFO ");
        assertEquals("after", field(info, "Subject"));
        bob.respond(info, "200 OK", "");
        carol.expect("SIP/2.0 200");
        bob.send("BYE", "");
        bob.expect("SIP/2.0 200");
        alice.respond(alice.expect("BYE "), "200 OK", "");
    }

    @Test
    void aCancelBelongsToItsInviteWhateverSocketItComesFrom() throws Exception {
        var invite = alice.invite("");
        var inviteAtBob = bob.expect("INVITE ");
        bob.respond(inviteAtBob, "180 Ringing", "");
        alice.expect("SIP/2.0 180");

        carol.again(invite.replace("INVITE", "CANCEL"));
        carol.expect("SIP/2.0 200");
        alice.ackOf(alice.expect("SIP/2.0 487"));
        bob.respond(bob.expect("CANCEL "), "200 OK", "");
        bob.respond(inviteAtBob, "487 Request Terminated", "");
        bob.expect("ACK ");
    }

    @Test
    void anAckOfNoAnswerIsDropped() throws Exception {
        connect();
        alice.again(alice.lastAck().replaceAll("CSeq: [0-9]+", "CSeq: 99"));
        alice.again(alice.lastAck().replaceFirst("(?m)^To: [^\r]*", "To: <sip:x@y>;tag=other"));
        alice.again(alice.lastAck());

        assertTrue(alice.isSilentFor(200));
        assertTrue(bob.isSilentFor(1));
        hangUp();
    }

    /** RFC 3261 section 12.2.1.1. */
    @Test
    void aByeGoesTheWayThatTheAnswerRecorded() throws Exception {
        connect("Record-Route: <sip:192.0.2.7;lr>, <sip:127.0.0.1:" + bob.port() + ";lr>");
        alice.send("BYE", "");
        var bye = bob.expect("BYE ");
        assertTrue(bye.startsWith("BYE sip:bob@127.0.0.1:" + bob.port() + " SIP/2.0"), bye);
        assertTrue(bye.indexOf("127.0.0.1:" + bob.port() + ";lr>") < bye.indexOf("<sip:192.0.2.7;lr>"), bye);
        bob.respond(bye, "200 OK", "");
    }

    /** Each pass is a call of its own; Max-Forwards ends them, and nothing of them is left. */
    @Test
    void aCallThatIsSentBackHereEnds() throws Exception {
        wanted = List.of("sip:bob@127.0.0.1:" + port);
        alice.invite(SDP);
        alice.ackOf(alice.expect("SIP/2.0 483"));
    }

    @Test
    void aTargetThatTakesNoConnectionIsPassedOver() throws Exception {
        wanted = List.of("sip:bob@127.0.0.1:" + FreePort.next() + ";transport=tcp", carol.uri());
        alice.invite(SDP);
        carol.respond(carol.expect("INVITE "), "486 Busy Here", "");
        carol.expect("ACK ");
        alice.ackOf(alice.expect("SIP/2.0 486"));
    }
}
