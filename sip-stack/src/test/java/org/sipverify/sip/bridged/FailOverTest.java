package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.field;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two targets, of which the first may fail. */
class FailOverTest extends BridgedServer {
    private String firstTarget = "";

    @Override
    List<String> targets() {
        return List.of(firstTarget.isEmpty() ? bob.uri() : firstTarget, carol.uri());
    }

    private void refuse(Phone callee, String invite, String status, String... fields) throws IOException {
        callee.respond(invite, status, "", fields);
        callee.expect("ACK ");
    }

    @Test
    void theNextTargetIsTriedInADialogOfItsOwn() throws Exception {
        alice.invite(SDP);
        var first = bob.expect("INVITE ");
        refuse(bob, first, "503 Service Unavailable");
        var second = carol.expect("INVITE ");
        assertNotEquals(field(first, "Call-ID"), field(second, "Call-ID"));
        assertNotEquals(field(first, "From"), field(second, "From"));
        carol.respond(second, "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        carol.expect("ACK ");
        alice.send("BYE", "");
        carol.respond(carol.expect("BYE "), "200 OK", "");
        assertTrue(bob.isSilentFor(100));
    }

    /** RFC 3261 section 16.7: which of two failures the caller hears. */
    @ParameterizedTest
    @CsvSource({
        "503 Service Unavailable, 500 Server Internal Error, 500",
        "500 Server Internal Error, 486 Busy Here, 486",
        "408 Request Timeout, 480 Temporarily Unavailable, 480",
        "500 Server Internal Error, 603 Decline, 603",
        "500 Server Internal Error, 407 Proxy Authentication Required, 403"
    })
    void theBestOfTheFailuresIsTold(String first, String second, String told) throws Exception {
        alice.invite(SDP);
        refuse(bob, bob.expect("INVITE "), first);
        refuse(carol, carol.expect("INVITE "), second, "Proxy-Authenticate: Digest realm=\"x\", nonce=\"y\"");
        var refusal = alice.expect("SIP/2.0 " + told);
        assertEquals("", field(refusal, "Proxy-Authenticate"));
        alice.ackOf(refusal);
    }

    @Test
    void aBusyCalleeIsTheAnswer() throws Exception {
        alice.invite(SDP);
        refuse(bob, bob.expect("INVITE "), "486 Busy Here");
        alice.ackOf(alice.expect("SIP/2.0 486"));
        assertTrue(carol.isSilentFor(200));
    }

    @Test
    void aTargetThatOnlyRingsIsCancelled() throws Exception {
        ringTimeout = Duration.ofSeconds(1);
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        bob.respond(invite, "180 Ringing", "");
        bob.respond(bob.expect("CANCEL "), "200 OK", "");
        var second = carol.expect("INVITE ");
        bob.respond(invite, "200 OK", SDP); // too late
        bob.expect("ACK ");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        carol.respond(second, "603 Decline", "");
        carol.expect("ACK ");
        alice.ackOf(alice.expect("SIP/2.0 603"));
    }

    /** A provisional response after that is answered with the CANCEL that could not be sent before it. */
    @Test
    void aSilentTargetIsGivenUpAndCancelledWhenItRingsAfterAll() throws Exception {
        responseTimeout = Duration.ofMillis(300);
        alice.invite(SDP);
        var silent = bob.expect("INVITE ");
        var second = carol.expect("INVITE ");
        assertTrue(bobGetsNoCancel());

        bob.respond(silent, "180 Ringing", "");
        bob.respond(bob.expect("CANCEL "), "200 OK", "");
        bob.respond(silent, "487 Request Terminated", "");
        bob.expect("ACK ");
        refuse(carol, second, "603 Decline");
        alice.ackOf(alice.expect("SIP/2.0 603"));
    }

    private boolean bobGetsNoCancel() throws IOException {
        for (var message = bob.next(200); message.isPresent(); message = bob.next(200)) {
            if (!message.get().startsWith("INVITE ")) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aSilentTargetThatAnswersAfterAllIsHungUpOn() throws Exception {
        responseTimeout = Duration.ofMillis(300);
        alice.invite(SDP);
        var silent = bob.expect("INVITE ");
        var second = carol.expect("INVITE ");
        carol.respond(second, "180 Ringing", "");
        alice.expect("SIP/2.0 180");

        bob.respond(silent, "200 OK", SDP);
        bob.expect("ACK ");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        refuse(carol, second, "603 Decline");
        alice.ackOf(alice.expect("SIP/2.0 603"));
    }

    @Test
    void aTargetThatSaysItIsTryingHasItsRingTimeout() throws Exception {
        responseTimeout = Duration.ofMillis(300);
        alice.invite(SDP);
        var invite = bob.expect("INVITE ");
        bob.respond(invite, "100 Trying", "");
        assertTrue(carol.isSilentFor(600));

        refuse(bob, invite, "603 Decline");
        alice.ackOf(alice.expect("SIP/2.0 603"));
    }

    @Test
    void aTargetWhereNobodyListensIsPassedOver() throws Exception {
        ringTimeout = Duration.ofSeconds(2);
        bob.close();
        alice.invite(SDP);
        var invite = carol.expect("INVITE ");
        refuse(carol, invite, "404 Not Found");
        alice.ackOf(alice.expect("SIP/2.0 404"));
    }

    /** RFC 3261 section 18.1.1: more than 1300 octets go over TCP, and over UDP where nobody listens on that. */
    @Test
    void aLargeInviteReachesATargetThatHasOnlyUdp() throws Exception {
        var large = SDP + "a=x:0123456789\r\n".repeat(100);
        alice.invite(large);
        var invite = bob.expect("INVITE ");
        assertEquals(large, Phone.body(invite));
        refuse(bob, invite, "486 Busy Here");
        alice.ackOf(alice.expect("SIP/2.0 486"));
    }

    @Test
    void aTargetThatIsNoSipUriIsPassedOver() throws Exception {
        firstTarget = "sip:bob@127.0.0.1;maddr=192.0.2.1";
        alice.invite(SDP);
        refuse(carol, carol.expect("INVITE "), "404 Not Found");
        alice.ackOf(alice.expect("SIP/2.0 404"));
    }

    @Test
    void aCancelBetweenTwoTargetsEndsTheCall() throws Exception {
        alice.invite(SDP);
        refuse(bob, bob.expect("INVITE "), "503 Service Unavailable");
        var second = carol.expect("INVITE ");
        carol.respond(second, "180 Ringing", "");
        alice.expect("SIP/2.0 180");
        alice.cancel();
        alice.ackOf(alice.expect("SIP/2.0 487"));
        carol.respond(carol.expect("CANCEL "), "200 OK", "");
        refuse(carol, second, "487 Request Terminated");
    }
}
