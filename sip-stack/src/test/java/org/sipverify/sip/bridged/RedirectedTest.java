package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A target that says where the callee is. */
class RedirectedTest extends BridgedServer {
    private void redirect(String... contacts) throws Exception {
        alice.invite(SDP);
        bob.respondWithoutContact(bob.expect("INVITE "), "302 Moved Temporarily", contacts);
        bob.expect("ACK ");
    }

    @Test
    void isPassedOnToTheCallerUnlessFollowed() throws Exception {
        redirect("Contact: <" + carol.uri() + ">");
        var moved = alice.expect("SIP/2.0 302");
        assertEquals("<" + carol.uri() + ">", field(moved, "Contact"));
        alice.ackOf(moved);
        assertTrue(carol.isSilentFor(200));
    }

    @Test
    void isFollowedInTheOrderOfPreference() throws Exception {
        redirects = 1;
        redirect("Contact: <sip:nowhere@127.0.0.1:1;transport=tcp>;q=0.9, <" + carol.uri() + "?Subject=x>;q=0.5");
        var invite = carol.expect("INVITE ");
        assertEquals(SDP, Phone.body(invite));
        carol.respond(invite, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        carol.expect("ACK ");
        alice.send("BYE", "");
        carol.respond(carol.expect("BYE "), "200 OK", "");
    }

    /** RFC 3261 section 8.1.3.4: what was tried is not tried again. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Contact: <mailto:carol@example.com>", "Contact: *", "Contact: <%s>"})
    void toNowhereNewIsAFailure(String contact) throws Exception {
        redirects = 5;
        redirect(contact.isEmpty() ? new String[0] : new String[] {contact.formatted(bob.uri())});
        alice.ackOf(alice.expect("SIP/2.0 502"));
    }

    /** The call would come here again, and be redirected again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:+14155551234@127.0.0.1:%d>",
                "<sip:+14155551234@127.0.0.1:%d;transport=udp>",
                "<SIP:+14155551234@127.0.0.1:%d;x=y?Subject=again>"
            })
    void toWhereTheCallCameFromIsAFailure(String contact) throws Exception {
        redirects = 5;
        redirect("Contact: " + contact.formatted(port));
        alice.ackOf(alice.expect("SIP/2.0 502"));
        assertTrue(bob.isSilentFor(200), "the call went round");
    }

    /** A number that is somewhere else may be called by this server too. */
    @Test
    void toAnotherNumberHereIsFollowed() throws Exception {
        redirects = 1;
        redirect("Contact: <sip:+14155559999@127.0.0.1:" + port + ">");
        bob.respond(bob.expect("INVITE "), "486 Busy Here", "");
        bob.expect("ACK ");
        alice.ackOf(alice.expect("SIP/2.0 486"));
    }

    @Test
    void afterSoManyIsPassedOn() throws Exception {
        redirects = 1;
        redirect("Contact: <" + carol.uri() + ">");
        carol.respondWithoutContact(carol.expect("INVITE "), "302 Moved Temporarily", "Contact: <sip:dave@192.0.2.1>");
        carol.expect("ACK ");
        var moved = alice.expect("SIP/2.0 302");
        assertEquals("<sip:dave@192.0.2.1>", field(moved, "Contact"));
        alice.ackOf(moved);
    }
}
