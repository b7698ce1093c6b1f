package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sipverify.sip.bridged.Phone.SDP;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.stack.QuickBridge;

/** A caller that does not acknowledge what it requires to be acknowledged. */
class LostProgressTest extends BridgedServer {
    @Override
    void bridge(OutboundConfig settings) {
        QuickBridge.on(server, settings, SESSIONS);
    }

    /** RFC 3262 section 3. */
    @Test
    void endsTheCall() throws Exception {
        alice.invite(SDP, "Supported: 100rel");
        var invite = bob.expect("INVITE ");
        bob.respond(invite, "183 Session Progress", SDP, "Require: 100rel", "RSeq: 1");
        alice.expect("SIP/2.0 183");
        alice.ackOf(alice.expect("SIP/2.0 504"));
        bob.respond(bob.expect("CANCEL "), "200 OK", "");
        bob.respond(invite, "487 Request Terminated", "");
        bob.expect("ACK ");
        assertEquals(List.of("183", "ended by CALLER 504", "over"), eventsUpToTheEnd());
    }
}
