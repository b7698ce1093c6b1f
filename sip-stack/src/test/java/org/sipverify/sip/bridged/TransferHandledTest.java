package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.body;
import static org.sipverify.sip.bridged.Phone.field;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.Forwarding.Refer;
import org.sipverify.sip.Headers;

/** REFER that this server carries out. */
class TransferHandledTest extends TransferredCall {
    private static final String VERDICT = "X-VVP-Status";

    TransferHandledTest() {
        set = Headers.NONE.with(VERDICT, "VALID");
    }

    @Override
    Refer refer() {
        return Refer.HANDLE;
    }

    /** Returns the INVITE that Carol gets. */
    private String referredToCarol(Phone by, String... fields) throws Exception {
        var all = new ArrayList<>(List.of(fields));
        all.add("Refer-To: <" + at(carol) + ">");
        by.send("REFER", "", all.toArray(new String[0]));
        by.expectNext("SIP/2.0 202");
        acknowledged(by, "active", "100 Trying");
        return carol.expect("INVITE ");
    }

    /** Carol has answered: her offer goes to the side that stays, whose answer goes to her. */
    private void connected(Phone stays, String session) throws Exception {
        var offered = stays.expect("INVITE ");
        assertEquals(CAROLS, body(offered));
        stays.respond(offered, "200 OK", session);
        stays.expect("ACK ");
        assertEquals(session, body(carol.expect("ACK ")));
    }

    @Test
    void theCalleeIsReplaced() throws Exception {
        var invite = referredToCarol(bob, "Referred-By: <sip:bob@pbx.example>");
        assertTrue(invite.startsWith("INVITE " + at(carol) + " "), invite);
        assertEquals("", body(invite));
        assertEquals("<sip:bob@pbx.example>", field(invite, "Referred-By"));
        assertEquals(
                field(inviteAtBob, "From").replaceAll(";tag=.*", ""),
                field(invite, "From").replaceAll(";tag=.*", ""));
        assertEquals("VALID", field(invite, VERDICT));
        carol.respond(invite, "180 Ringing", "");
        var ringing = acknowledged(bob, "active", "180 Ringing");
        assertEquals("refer", field(ringing, "Event"));
        assertTrue(field(ringing, "Contact").contains("sip:bridge@"), ringing);
        carol.respond(invite, "200 OK", CAROLS);
        connected(alice, ALICES);

        var last = notified(bob, LAST, "200 OK");
        assertTrue(bob.isSilentFor(200), "BYE before the NOTIFY was answered");
        bob.send("REFER", "", "Refer-To: <" + at(carol) + ">");
        bob.expect("SIP/2.0 481");
        bob.respond(last, "200 OK", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        goesOn(alice, carol);
        var all = eventsUpToTheEnd();
        assertEquals(List.of("answered", "confirmed", "transferred by CALLEE", "ended by CALLEE 200", "over"), all);
    }

    /** Nothing is known of who was called, so the verdict of the caller is not said of it. */
    @Test
    void theCallerIsReplaced() throws Exception {
        var invite = referredToCarol(alice);
        assertTrue(field(invite, "From").startsWith("<sip:bob@127.0.0.1>;tag="), invite);
        assertEquals("", field(invite, VERDICT));
        assertEquals("69", field(invite, "Max-Forwards"));
        carol.respond(invite, "200 OK", CAROLS);
        connected(bob, SDP);
        acknowledged(alice, LAST, "200 OK");
        alice.respond(alice.expect("BYE "), "200 OK", "");
        goesOn(bob, carol);
    }

    @Test
    void whoWasConnectedLaterMayBeReplacedAgain() throws Exception {
        carol.respond(referredToCarol(bob), "200 OK", CAROLS);
        connected(alice, ALICES);
        acknowledged(bob, LAST, "200 OK");
        bob.respond(bob.expect("BYE "), "200 OK", "");

        carol.send("REFER", "", "Refer-To: <" + at(carol) + ">");
        carol.expect("SIP/2.0 202");
        acknowledged(carol, "active", "100 Trying");
        var busy = carol.expect("INVITE ");
        carol.respond(busy, "486 Busy Here", "");
        carol.expect("ACK ");
        acknowledged(carol, LAST, "486 Busy Here");
        alice.send("BYE", "");
        alice.expect("SIP/2.0 200");
        carol.respond(carol.expect("BYE "), "200 OK", "");
    }

    @Test
    void theCallGoesOnWhenTheNewCalleeRefuses() throws Exception {
        var invite = referredToCarol(bob);
        carol.respond(invite, "486 Busy Here", "");
        carol.expect("ACK ");
        acknowledged(bob, LAST, "486 Busy Here");
        bob.send("REFER", "", "Refer-To: <" + at(carol) + ">");
        bob.expect("SIP/2.0 202");
        var second = acknowledged(bob, "active", "100 Trying");
        assertTrue(field(second, "Event").matches("refer;id=[0-9]+"), second);
        carol.respond(carol.expect("INVITE "), "603 Decline", "");
        carol.expect("ACK ");
        acknowledged(bob, LAST, "603 Decline");
        goesOn(alice, bob);
    }

    @Test
    void theCallGoesOnWhenTheOtherSideRefusesTheSession() throws Exception {
        carol.respond(referredToCarol(bob), "200 OK", CAROLS);
        alice.respond(alice.expect("INVITE "), "488 Not Acceptable Here", "");
        alice.expect("ACK ");
        carol.expect("ACK ");
        carol.respond(carol.expect("BYE "), "200 OK", "");
        acknowledged(bob, LAST, "488 Not Acceptable Here");
        goesOn(alice, bob);
    }

    @Test
    void theCallGoesOnWhenTheNewCalleeOffersNoSession() throws Exception {
        carol.respond(referredToCarol(bob), "200 OK", "");
        carol.expect("ACK ");
        carol.respond(carol.expect("BYE "), "200 OK", "");
        acknowledged(bob, LAST, "488 Not Acceptable Here");
        goesOn(alice, bob);
    }

    @Test
    void isTriedAgainAfterGlare() throws Exception {
        carol.respond(referredToCarol(bob), "200 OK", CAROLS);
        alice.respond(alice.expect("INVITE "), "491 Request Pending", "");
        alice.expect("ACK ");
        connected(alice, ALICES);
        acknowledged(bob, LAST, "200 OK");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        goesOn(alice, carol);
    }

    @Test
    void waitsForAnInviteThatIsUnderWay() throws Exception {
        var invite = referredToCarol(bob);
        alice.send("INVITE", ALICES);
        var held = bob.expect("INVITE ");
        carol.respond(invite, "200 OK", CAROLS);
        bob.respond(held, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
        connected(alice, ALICES);
        acknowledged(bob, LAST, "200 OK");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        goesOn(alice, carol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:carol@192.0.2.3", "sip:dave@%s", "sip:carol@127.0.0.1:9", "mailto:carol@a.example"})
    void aPeerDoesNotChooseWhereItsCallGoes(String referTo) throws Exception {
        bob.send("REFER", "", "Refer-To: <" + referTo.formatted("127.0.0.1:" + carol.port()) + ">");
        bob.expectNext("SIP/2.0 403");
        goesOn(alice, bob);
        assertTrue(carol.isSilentFor(100));
    }

    @Test
    void oneAtATimeFromEitherSide() throws Exception {
        var invite = referredToCarol(bob);
        for (var phone : List.of(alice, bob)) {
            phone.send("REFER", "", "Refer-To: <" + at(carol) + ">");
            phone.expect("SIP/2.0 491");
        }
        carol.respond(invite, "486 Busy Here", "");
        carol.expect("ACK ");
        acknowledged(bob, LAST, "486 Busy Here");
        goesOn(alice, bob);
    }

    @Test
    void noSubscriptionIfNoneIsWanted() throws Exception {
        bob.send("REFER", "", "Refer-To: <" + at(carol) + ">", "Require: norefersub", "Refer-Sub: false");
        assertEquals("false", field(bob.expectNext("SIP/2.0 202"), "Refer-Sub"));
        carol.respond(carol.expect("INVITE "), "200 OK", CAROLS);
        connected(alice, ALICES);
        bob.respond(bob.expectNext("BYE "), "200 OK", "");
        goesOn(alice, carol);
    }

    @Test
    void aPhoneThatRefusesTheNotifyIsReplacedAllTheSame() throws Exception {
        bob.send("REFER", "", "Refer-To: <" + at(carol) + ">");
        bob.expectNext("SIP/2.0 202");
        bob.respond(notified(bob, "active", "100 Trying"), "481 Subscription Does Not Exist", "");
        carol.respond(carol.expect("INVITE "), "200 OK", CAROLS);
        connected(alice, ALICES);
        bob.respond(notified(bob, LAST, "200 OK"), "481 Subscription Does Not Exist", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        goesOn(alice, carol);
    }

    @Test
    void theSideThatStaysHangsUpMeanwhile() throws Exception {
        var invite = referredToCarol(bob);
        carol.respond(invite, "180 Ringing", "");
        acknowledged(bob, "active", "180 Ringing");
        alice.send("BYE", "");
        alice.expect("SIP/2.0 200");
        carol.respond(carol.expect("CANCEL "), "200 OK", "");
        carol.respond(invite, "487 Request Terminated", "");
        carol.expect("ACK ");
        acknowledged(bob, LAST, "487 Request Terminated");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        assertFalse(eventsUpToTheEnd().contains("transferred by CALLEE"));
    }

    @Test
    void theNewCalleeHangsUpAtOnce() throws Exception {
        carol.respond(referredToCarol(bob), "200 OK", CAROLS);
        var offered = alice.expect("INVITE ");
        carol.send("BYE", "");
        carol.expect("SIP/2.0 200");
        alice.respond(offered, "200 OK", ALICES);
        alice.expect("ACK ");
        alice.respond(alice.expect("BYE "), "200 OK", "");
        acknowledged(bob, LAST, "200 OK");
        bob.respond(bob.expect("BYE "), "200 OK", "");
    }

    @Test
    void whoReferredMayHangUpAtOnce() throws Exception {
        var invite = referredToCarol(bob);
        bob.send("BYE", "");
        bob.expect("SIP/2.0 200");
        alice.send("INFO", "");
        alice.expect("SIP/2.0 491");
        carol.respond(invite, "200 OK", CAROLS);
        connected(alice, ALICES);
        goesOn(alice, carol);
    }

    @Test
    void whoReferredAndHungUpIsNotThereWhenItFails() throws Exception {
        var invite = referredToCarol(bob);
        bob.send("BYE", "");
        bob.expect("SIP/2.0 200");
        carol.respond(invite, "486 Busy Here", "");
        carol.expect("ACK ");
        alice.respond(alice.expect("BYE "), "200 OK", "");
        assertTrue(eventsUpToTheEnd().contains("ended by CALLEE 486"));
    }

    @Test
    void theServerClosesMeanwhile() throws Exception {
        var invite = referredToCarol(bob);
        carol.respond(invite, "180 Ringing", "");
        acknowledged(bob, "active", "180 Ringing");
        var closing = new Thread(server::close);
        closing.start();
        alice.respond(alice.expect("BYE "), "200 OK", "");
        acknowledged(bob, LAST, "487 Request Terminated");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        carol.respond(carol.expect("CANCEL "), "200 OK", "");
        carol.respond(invite, "487 Request Terminated", "");
        closing.join();
    }
}
