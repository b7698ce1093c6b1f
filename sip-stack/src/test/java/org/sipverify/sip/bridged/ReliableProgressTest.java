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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Provisional responses that are acknowledged (RFC 3262), on each leg by itself. */
class ReliableProgressTest extends BridgedServer {
    private static final String OTHER = SDP.replace("4000", "4002");

    private String inviteAtBob;

    private void invite(String session, String... fields) throws Exception {
        alice.invite(session, fields);
        inviteAtBob = bob.expect("INVITE ");
    }

    private void progress(String status, int number, String session) throws Exception {
        bob.respond(inviteAtBob, status, session, "Require: 100rel", "RSeq: " + number);
    }

    /** Answers it as the caller. */
    private void prack(String progress, String session) throws Exception {
        alice.send("PRACK", session, "RAck: " + field(progress, "RSeq") + " 1 INVITE");
    }

    private static String rack(int number, String invite) {
        return number + " " + field(invite, "CSeq");
    }

    private void answerAndHangUp() throws Exception {
        bob.respond(inviteAtBob, "200 OK", SDP);
        alice.expect("SIP/2.0 200 OK");
        alice.ackInvite(1);
        bob.expect("ACK ");
        alice.send("BYE", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Supported: timer, 100rel", "Require: 100rel", "k: 100rel"})
    void areOfferedWhereTheCallerKnowsThem(String field) throws Exception {
        invite(SDP, field);
        assertTrue(field(inviteAtBob, "Supported").contains("100rel"), inviteAtBob);
        assertEquals("", field(inviteAtBob, "Require"));
        bob.respond(inviteAtBob, "486 Busy Here", "");
        alice.ackOf(alice.expect("SIP/2.0 486"));
    }

    @Test
    void areNotOfferedWhereItDoesNot() throws Exception {
        invite(SDP);
        assertFalse(inviteAtBob.contains("100rel"), inviteAtBob);
        bob.respond(inviteAtBob, "486 Busy Here", "");
        alice.ackOf(alice.expect("SIP/2.0 486"));
    }

    @Test
    void whatElseIsRequiredIsRefused() throws Exception {
        alice.invite(SDP, "Require: 100rel, nothing-known");
        var refusal = alice.expect("SIP/2.0 420");
        assertEquals("nothing-known", field(refusal, "Unsupported"));
        alice.ackOf(refusal);
    }

    @Test
    void theAcknowledgementPassesWithTheNumbersOfEachLeg() throws Exception {
        invite(SDP, "Supported: 100rel");
        progress("183 Session Progress", 4711, SDP);
        var atAlice = alice.expect("SIP/2.0 183");
        assertEquals(SDP, body(atAlice));
        assertEquals("100rel", field(atAlice, "Require"));
        assertNotEquals("4711", field(atAlice, "RSeq"));

        prack(atAlice, "");
        alice.expect("SIP/2.0 200 OK");
        var prack = bob.expect("PRACK ");
        assertEquals(rack(4711, inviteAtBob), field(prack, "RAck"));
        assertTrue(prack.startsWith("PRACK sip:bob@127.0.0.1:" + bob.port()), prack);
        bob.respond(prack, "200 OK", "");

        progress("180 Ringing", 4712, "");
        var second = alice.expect("SIP/2.0 180");
        assertEquals(Long.parseLong(field(atAlice, "RSeq")) + 1, Long.parseLong(field(second, "RSeq")));
        prack(second, "");
        bob.respond(bob.expect("PRACK "), "200 OK", "");
        answerAndHangUp();
    }

    /** The offer is in the progress, its answer in the PRACK; then the PRACK holds an offer. */
    @Test
    void sessionsPassInIt() throws Exception {
        invite("", "Supported: 100rel");
        progress("183 Session Progress", 1, SDP);
        var first = alice.expect("SIP/2.0 183");
        prack(first, OTHER);
        var answer = bob.expect("PRACK ");
        assertEquals(OTHER, body(answer));
        bob.respond(answer, "200 OK", "");
        alice.expect("SIP/2.0 200");

        progress("183 Session Progress", 2, "");
        prack(alice.expect("SIP/2.0 183"), OTHER);
        var offer = bob.expect("PRACK ");
        assertEquals(OTHER, body(offer));
        bob.respond(offer, "200 OK", SDP);
        assertEquals(SDP, body(alice.expect("SIP/2.0 200")));
        answerAndHangUp();
    }

    @Test
    void oneThatIsRepeatedOrComesTooEarlyIsNotPassed() throws Exception {
        invite(SDP, "Supported: 100rel");
        progress("183 Session Progress", 7, "");
        progress("183 Session Progress", 7, "");
        progress("180 Ringing", 9, "");
        var first = alice.expect("SIP/2.0 183");
        prack(first, "");
        alice.expect("SIP/2.0 200");
        bob.respond(bob.expect("PRACK "), "200 OK", "");
        assertTrue(alice.isSilentFor(700), "a number was passed over");
        progress("182 Queued", 8, "");
        prack(alice.expect("SIP/2.0 182"), "");
        bob.respond(bob.expect("PRACK "), "200 OK", "");
        progress("180 Ringing", 9, "");
        prack(alice.expect("SIP/2.0 180"), "");
        bob.respond(bob.expect("PRACK "), "200 OK", "");
        answerAndHangUp();
    }

    @Test
    void itIsRepeatedUntilItIsAcknowledged() throws Exception {
        invite(SDP, "Supported: 100rel");
        progress("183 Session Progress", 1, SDP);
        var first = alice.expect("SIP/2.0 183");
        assertEquals(first, alice.expect("SIP/2.0 183"));
        prack(first, "");
        alice.expect("SIP/2.0 200");
        bob.respond(bob.expect("PRACK "), "200 OK", "");
        assertTrue(alice.isSilentFor(1200), "it is still repeated");
        answerAndHangUp();
    }

    @ParameterizedTest
    @CsvSource({"'', 400", "RAck: 1, 400", "RAck: 1 1 BYE, 400", "RAck: 99999999 1 INVITE, 481"})
    void aWrongAcknowledgementIsRefused(String field, int status) throws Exception {
        invite(SDP, "Supported: 100rel");
        progress("183 Session Progress", 1, SDP);
        var first = alice.expect("SIP/2.0 183");
        if (field.isEmpty()) {
            alice.send("PRACK", "");
        } else {
            alice.send("PRACK", "", field);
        }
        alice.expect("SIP/2.0 " + status);
        prack(first, "");
        alice.expect("SIP/2.0 200");
        prack(first, "");
        alice.expect("SIP/2.0 481");
        bob.respond(bob.expect("PRACK "), "200 OK", "");
        answerAndHangUp();
    }

    @Test
    void theAnswerWaitsForTheAcknowledgementOfASession() throws Exception {
        invite(SDP, "Supported: 100rel");
        progress("183 Session Progress", 1, SDP);
        var first = alice.expect("SIP/2.0 183");
        bob.respond(inviteAtBob, "200 OK", SDP);
        alice.expect("SIP/2.0 183");
        prack(first, "");
        alice.expect("SIP/2.0 200 OK\r\nVia");
        bob.respond(bob.expect("PRACK "), "200 OK", "");
        alice.expect("SIP/2.0 200");
        alice.ackInvite(1);
        bob.expect("ACK ");
        alice.send("BYE", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
    }

    @Test
    void theCalleeMayHangUpWhileTheAnswerWaits() throws Exception {
        invite(SDP, "Supported: 100rel");
        progress("183 Session Progress", 1, SDP);
        alice.expect("SIP/2.0 183");
        bob.respond(inviteAtBob, "200 OK", SDP);
        bob.send("BYE", "");
        alice.ackOf(alice.expect("SIP/2.0 480"));
    }

    @Test
    void withoutASessionTheAnswerDoesNotWait() throws Exception {
        invite(SDP, "Supported: 100rel");
        progress("180 Ringing", 1, "");
        var first = alice.expect("SIP/2.0 180");
        bob.respond(inviteAtBob, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        prack(first, "");
        alice.expect("SIP/2.0 200 OK");
        bob.respond(bob.expect("PRACK "), "481 Call/Transaction Does Not Exist", "");
        alice.ackInvite(1);
        bob.expect("ACK ");
        assertTrue(bob.isSilentFor(200), "the call goes on");
        alice.send("BYE", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
    }

    @Test
    void aCalleeThatIsReliableUnaskedIsAcknowledgedAtOnce() throws Exception {
        invite(SDP);
        progress("183 Session Progress", 3, SDP);
        var prack = bob.expect("PRACK ");
        assertEquals(rack(3, inviteAtBob), field(prack, "RAck"));
        bob.respond(prack, "200 OK", "");
        var atAlice = alice.expect("SIP/2.0 183");
        assertFalse(atAlice.contains("100rel") || atAlice.contains("RSeq"), atAlice);
        alice.cancel();
        alice.ackOf(alice.expect("SIP/2.0 487"));
        bob.respond(bob.expect("CANCEL "), "200 OK", "");
        bob.respond(inviteAtBob, "487 Request Terminated", "");
        bob.expect("ACK ");
    }

    /** Then the callee is not asked to be. */
    @Test
    void aCallerThatRequiresThemHasThemOfACalleeThatDoesNotKnowThem() throws Exception {
        invite(SDP, "Require: 100rel");
        bob.respond(inviteAtBob, "180 Ringing", "");
        var ringing = alice.expect("SIP/2.0 180");
        assertEquals("100rel", field(ringing, "Require"));
        prack(ringing, "");
        alice.expect("SIP/2.0 200");
        answerAndHangUp();
        assertTrue(eventsUpToTheEnd().containsAll(List.of("180", "answered", "confirmed", "over")));
    }

    /** RFC 3311: before the call is answered, by either side. */
    @Test
    void anEarlySessionIsUpdatedFromEitherSide() throws Exception {
        invite(SDP, "Supported: 100rel");
        progress("183 Session Progress", 1, SDP);
        prack(alice.expect("SIP/2.0 183"), "");
        alice.expect("SIP/2.0 200");
        bob.respond(bob.expect("PRACK "), "200 OK", "");
        for (var way : new Phone[][] {{alice, bob}, {bob, alice}}) {
            way[0].send("UPDATE", OTHER);
            var update = way[1].expect("UPDATE ");
            assertEquals(OTHER, body(update));
            way[1].respond(update, "200 OK", SDP);
            assertEquals(SDP, body(way[0].expect("SIP/2.0 200")));
        }
        answerAndHangUp();
    }

    @Test
    void eachEndOfAForkIsAcknowledgedByItself() throws Exception {
        invite(SDP, "Supported: 100rel");
        bob.respondAs("one", inviteAtBob, "180 Ringing", "", "Require: 100rel", "RSeq: 10");
        var first = alice.expect("SIP/2.0 180");
        bob.respondAs("two", inviteAtBob, "183 Session Progress", "", "Require: 100rel", "RSeq: 20");
        var second = alice.expect("SIP/2.0 183");
        prack(second, "");
        var prack = bob.expect("PRACK ");
        assertTrue(field(prack, "To").endsWith("tag=two"), prack);
        assertEquals(rack(20, inviteAtBob), field(prack, "RAck"));
        bob.respond(prack, "200 OK", "");
        alice.within(first);
        prack(first, "");
        var other = bob.expect("PRACK ");
        assertTrue(field(other, "To").endsWith("tag=one"), other);
        bob.respond(other, "200 OK", "");
        alice.cancel();
        alice.ackOf(alice.expect("SIP/2.0 487"));
        bob.respond(bob.expect("CANCEL "), "200 OK", "");
        bob.respond(inviteAtBob, "487 Request Terminated", "");
        bob.expect("ACK ");
    }
}
