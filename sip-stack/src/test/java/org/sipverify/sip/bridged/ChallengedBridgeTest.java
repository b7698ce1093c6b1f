package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.field;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sipverify.formats.config.Secret;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.digest.HostCredentials;

/** A target that asks for credentials, which this server has. */
class ChallengedBridgeTest extends BridgedServer {
    private static final String CHALLENGE = "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n1\", qop=\"auth\"";

    @Override
    HostCredentials credentials() {
        return new HostCredentials(Map.of("127.0.0.1", new Credentials("verify", new Secret("wonder"))));
    }

    private String challenged() throws Exception {
        alice.invite(SDP);
        var first = bob.expect("INVITE ");
        bob.respond(first, "407 Proxy Authentication Required", "", CHALLENGE);
        bob.expect("ACK ");
        var second = bob.expect("INVITE ");
        assertTrue(field(second, "Proxy-Authorization").contains("username=\"verify\""), second);
        assertEquals(field(first, "Call-ID"), field(second, "Call-ID"));
        assertEquals("2 INVITE", field(second, "CSeq"));
        return second;
    }

    @Test
    void isAnsweredAndSoAreLaterChallenges() throws Exception {
        bob.respond(challenged(), "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        assertTrue(field(bob.expect("ACK "), "Proxy-Authorization").contains("verify"));

        alice.send("BYE", "");
        alice.expect("SIP/2.0 200");
        bob.respond(bob.expect("BYE "), "407 Proxy Authentication Required", "", CHALLENGE);
        var bye = bob.expect("BYE ");
        assertTrue(field(bye, "Proxy-Authorization").contains("verify"), bye);
        bob.respond(bye, "200 OK", "");
    }

    /** The transaction after the challenge is the call: the CANCEL goes to that. */
    @Test
    void theCancelGoesToTheSecondInvite() throws Exception {
        var second = challenged();
        bob.respond(second, "180 Ringing", "");
        alice.expect("SIP/2.0 180");
        alice.cancel();
        alice.ackOf(alice.expect("SIP/2.0 487"));
        var cancel = bob.expect("CANCEL ");
        assertEquals(field(second, "Via"), field(cancel, "Via"));
        assertEquals("2 CANCEL", field(cancel, "CSeq"));
        bob.respond(cancel, "200 OK", "");
        bob.respond(second, "487 Request Terminated", "");
        bob.expect("ACK ");
    }

    @Test
    void wrongCredentialsAreAFailureOfTheTarget() throws Exception {
        bob.respond(challenged(), "407 Proxy Authentication Required", "", CHALLENGE);
        bob.expect("ACK ");
        alice.ackOf(alice.expect("SIP/2.0 403"));
    }
}
