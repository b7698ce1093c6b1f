package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.body;
import static org.sipverify.sip.bridged.Phone.field;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.Forwarding.Refer;

/** Bob has spoken with Carol on a second line, and then has Alice connected with her: this server carries it out. */
class AttendedTransferTest extends TransferredCall {
    private Phone second;

    @Override
    Refer refer() {
        return Refer.HANDLE;
    }

    @BeforeEach
    void openSecond() throws Exception {
        second = new Phone(port);
    }

    @AfterEach
    void closeSecond() {
        second.close();
    }

    private String asSecondSees() {
        return encoded(replaces(second.callId(), second.serversTag(), second.tag()));
    }

    @Test
    void theCallIsReplacedWhereItReallyIs() throws Exception {
        var real = call(second, carol);
        bob.send("REFER", "", "Refer-To: <sip:bridge@127.0.0.1:" + port + "?" + asSecondSees() + "&Require=replaces>");
        bob.expectNext("SIP/2.0 202");
        acknowledged(bob, "active", "100 Trying");
        var invite = carol.expect("INVITE ");
        assertTrue(invite.startsWith("INVITE " + carol.uri() + " "), invite);
        assertEquals(real, field(invite, "Replaces"));
        assertEquals("replaces", field(invite, "Require"));
        carol.respond(invite, "200 OK", CAROLS);
        var offered = alice.expect("INVITE ");
        assertEquals(CAROLS, body(offered));
        alice.respond(offered, "200 OK", ALICES);
        alice.expect("ACK ");
        assertEquals(ALICES, body(carol.expect("ACK ")));
        acknowledged(bob, LAST, "200 OK");
        bob.respond(bob.expect("BYE "), "200 OK", "");

        hangUp(second, carol);
        goesOn(alice, carol);
    }

    /** Nothing is told of a call that is not here, and where it may be is up to the policy. */
    @Test
    void anUnknownCallIsNamedAsItWas() throws Exception {
        bob.send("REFER", "", "Refer-To: <" + at(carol) + "?" + encoded(replaces("x@y", "1", "2")) + ">");
        bob.expectNext("SIP/2.0 202");
        acknowledged(bob, "active", "100 Trying");
        var invite = carol.expect("INVITE ");
        assertEquals(replaces("x@y", "1", "2"), field(invite, "Replaces"));
        carol.respond(invite, "481 Call/Transaction Does Not Exist", "");
        carol.expect("ACK ");
        acknowledged(bob, LAST, "481 Call/Transaction Does Not Exist");
        goesOn(alice, bob);
    }

    @Test
    void theCallItselfIsNoPlaceToGo() throws Exception {
        for (var phone : List.of(alice, bob)) {
            var own = encoded(replaces(phone.callId(), phone.serversTag(), phone.tag()));
            phone.send("REFER", "", "Refer-To: <sip:bridge@127.0.0.1:" + port + "?" + own + ">");
            phone.expectNext("SIP/2.0 403");
        }
        goesOn(alice, bob);
    }

    @Test
    void theCallIsOverBeforeItIsReplaced() throws Exception {
        call(second, carol);
        var own = asSecondSees();
        hangUp(second, carol);
        bob.send("REFER", "", "Refer-To: <sip:bridge@127.0.0.1:" + port + "?" + own + ">");
        bob.expectNext("SIP/2.0 403");
        goesOn(alice, bob);
    }
}
