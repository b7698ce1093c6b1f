package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.field;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.formats.config.Secret;
import org.sipverify.sip.Forwarding.Refer;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.digest.HostCredentials;

/** REFER and Replaces where the other side decides: what names a dialog here names the one beyond it there. */
class TransferRelayedTest extends TransferredCall {
    private Phone second;

    @Override
    Refer refer() {
        return Refer.RELAY;
    }

    @Override
    HostCredentials credentials() {
        return new HostCredentials(Map.of("127.0.0.1", new Credentials("verify", new Secret("wonder"))));
    }

    /** Bob has a second line. */
    @BeforeEach
    void openSecond() throws Exception {
        second = new Phone(port);
    }

    @AfterEach
    void closeSecond() {
        second.close();
    }

    /** What Bob says of his second call, in which the server is the other end. */
    private String asSecondSees(String serversTag) {
        return replaces(second.callId(), serversTag, second.tag());
    }

    private void refer(String referTo, String expected) throws Exception {
        bob.send("REFER", "", "Refer-To: " + referTo, "Referred-By: <sip:bob@pbx.example>");
        var refer = alice.expect("REFER ");
        assertEquals(expected, field(refer, "Refer-To"));
        assertEquals("<sip:bob@pbx.example>", field(refer, "Referred-By"));
        assertTrue(field(refer, "Contact").contains("sip:bridge@"), refer);
        alice.respond(refer, "202 Accepted", "");
        assertTrue(field(bob.expect("SIP/2.0 202"), "Contact").contains("sip:bridge@"));
    }

    @Test
    void whomTheReferrerHasCalledIsNamedAsItKnowsTheCall() throws Exception {
        targets = List.of(carol.uri());
        second.invite(SDP);
        var invite = carol.expect("INVITE ");
        carol.respond(invite, "200 OK", CAROLS);
        var serversTag = tag(field(second.expect("SIP/2.0 200"), "To"));
        second.ack("");
        carol.expect("ACK ");

        var own = encoded(asSecondSees(serversTag));
        var real = encoded(replaces(carol.callId(), carol.tag(), tag(field(invite, "From"))));
        refer(
                "<sip:bridge@127.0.0.1:" + port + "?" + own + "&Require=replaces>",
                "<" + carol.uri() + "?" + real + "&Require=replaces>");
        hangUp(second, carol);
        hangUp(alice, bob);
    }

    @Test
    void whoHasCalledTheReferrerIsNamedAsItKnowsTheCall() throws Exception {
        targets = List.of(second.uri());
        carol.invite(SDP);
        var invite = second.expect("INVITE ");
        second.respond(invite, "200 OK", SDP);
        var serversTag = tag(field(carol.expect("SIP/2.0 200"), "To"));
        carol.ack("");
        second.expect("ACK ");

        var own = encoded(asSecondSees(tag(field(invite, "From"))));
        var real = encoded(replaces(carol.callId(), carol.tag(), serversTag));
        var contact = carol.uri().replace("bob", "alice");
        refer("<sip:bridge@127.0.0.1:" + port + "?" + own + ">", "<" + contact + "?" + real + ">");
        hangUp(second, carol);
        hangUp(alice, bob);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:carol@192.0.2.3>",
                "<tel:+14155550100>",
                "<sip:carol@192.0.2.3?Replaces=unknown%3Bto-tag%3D1%3Bfrom-tag%3D2>",
                "<sip:carol@192.0.2.3?Replaces=%>"
            })
    void whatIsNotHereStaysAsItIs(String referTo) throws Exception {
        refer(referTo, referTo);
        goesOn(alice, bob);
    }

    @Test
    void aReferThatNeedsNoSubscriptionSaysSoThereToo() throws Exception {
        bob.send("REFER", "", "Refer-To: <sip:c@d>", "Require: norefersub", "Refer-Sub: false");
        var refer = alice.expect("REFER ");
        assertEquals("norefersub", field(refer, "Require"));
        assertEquals("false", field(refer, "Refer-Sub"));
        alice.respond(refer, "202 Accepted", "", "Refer-Sub: false");
        assertEquals("false", field(bob.expect("SIP/2.0 202"), "Refer-Sub"));
        goesOn(alice, bob);
    }

    @Test
    void isSentAgainAfterAChallenge() throws Exception {
        alice.send("REFER", "", "Refer-To: <sip:carol@192.0.2.3>");
        bob.respond(
                bob.expect("REFER "),
                "407 Proxy Authentication Required",
                "",
                "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n1\", qop=\"auth\"");
        var again = bob.expect("REFER ");
        assertTrue(field(again, "Proxy-Authorization").contains("username=\"verify\""), again);
        assertEquals("<sip:carol@192.0.2.3>", field(again, "Refer-To"));
        bob.respond(again, "202 Accepted", "");
        alice.expect("SIP/2.0 202");
        goesOn(alice, bob);
    }

    /** RFC 5057: the subscription is over, and the call is not. */
    @Test
    void aNotifyThatIsNotExpectedDoesNotEndTheCall() throws Exception {
        alice.send("NOTIFY", "", "Event: refer", "Subscription-State: active");
        bob.respond(bob.expect("NOTIFY "), "481 Subscription Does Not Exist", "");
        alice.expect("SIP/2.0 481");
        goesOn(alice, bob);
    }

    @Test
    void anInviteThatReplacesACallHereReachesThePeerOfThatCall() throws Exception {
        var real = call(second, carol);
        targets = List.of("sip:nobody@192.0.2.9");
        try (var dave = new Phone(port)) {
            dave.invite(
                    SDP, "Replaces: " + asSecondSees(second.serversTag()), "Require: replaces", "Supported: replaces");
            var invite = carol.expect("INVITE ");
            assertEquals(real, field(invite, "Replaces"));
            assertEquals("replaces", field(invite, "Require"));
            assertEquals("replaces, timer", field(invite, "Supported"));
            carol.respond(invite, "200 OK", CAROLS, "Supported: replaces, path");
            var answer = dave.expect("SIP/2.0 200");
            assertEquals("replaces", field(answer, "Supported"));
            dave.ack("");
            carol.expect("ACK ");
            hangUp(second, carol);
            hangUp(dave, carol);
        }
        hangUp(alice, bob);
    }

    /** RFC 3261 section 12.2.1.1 for the dialog: nothing else may lead there. */
    @Test
    void aPeerThatIsReplacedIsReachedByTheRouteOfItsDialog() throws Exception {
        try (var proxy = new Phone(port);
                var dave = new Phone(port)) {
            var route = "<sip:127.0.0.1:" + proxy.port() + ";lr>";
            targets = List.of(carol.uri());
            second.invite(SDP);
            carol.respond(carol.expect("INVITE "), "200 OK", CAROLS, "Record-Route: " + route);
            second.expect("SIP/2.0 200");
            second.ack("");
            proxy.expect("ACK ");
            targets = List.of("sip:nobody@192.0.2.9");

            dave.invite(SDP, "Replaces: " + asSecondSees(second.serversTag()));

            var invite = proxy.expect("INVITE ");
            assertTrue(invite.startsWith("INVITE " + carol.uri() + " "), invite);
            assertEquals(route, field(invite, "Route"));
            proxy.respond(invite, "486 Busy Here", "");
            proxy.expect("ACK ");
            dave.ackOf(dave.expect("SIP/2.0 486"));
            hangUp(second, proxy);
        }
        hangUp(alice, bob);
    }

    @Test
    void anInviteThatReplacesAnotherCallPassesWithThat() throws Exception {
        targets = List.of(carol.uri());
        second.invite(SDP, "Replaces: other;from-tag=1;to-tag=2;early-only");
        var invite = carol.expect("INVITE ");
        assertEquals("other;to-tag=2;from-tag=1;early-only", field(invite, "Replaces"));
        assertEquals("", field(invite, "Require"));
        carol.respond(invite, "481 Call/Transaction Does Not Exist", "");
        carol.expect("ACK ");
        second.ackOf(second.expect("SIP/2.0 481"));
        hangUp(alice, bob);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Replaces: a;to-tag=1;from-tag=2|Replaces: b;to-tag=1;from-tag=2",
                "Replaces: a;to-tag=1",
                "Replaces: a;to-tag=1;from-tag=2|Join: b;to-tag=1;from-tag=2"
            })
    void anInviteReplacesOneCallAtMost(String fields) throws Exception {
        second.invite(SDP, fields.split("\\|"));
        second.ackOf(second.expect("SIP/2.0 400"));
        hangUp(alice, bob);
    }
}
