package org.sipverify.sip.bridged;

import static org.sipverify.sip.bridged.Phone.SDP;
import static org.sipverify.sip.bridged.Phone.field;

import java.time.Duration;
import org.sipverify.sip.SessionConfig;
import org.sipverify.sip.client.OutboundConfig;

/** A server whose session timers a test may set, as it starts. */
abstract class TimedServer extends BridgedServer {
    String inviteAtBob;

    SessionConfig sessions() {
        return SESSIONS;
    }

    /** Intervals that no operator may configure. */
    static SessionConfig seconds(int expires, int maxCall) {
        return new SessionConfig(Duration.ofSeconds(expires), Duration.ofSeconds(1), Duration.ofSeconds(maxCall));
    }

    @Override
    void bridge(OutboundConfig settings) {
        server.bridgeCalls(settings, sessions());
    }

    /** Returns the 200 that the caller gets. */
    String connect(String callersField, String... calleesFields) throws Exception {
        if (callersField.isEmpty()) {
            alice.invite(SDP);
        } else {
            alice.invite(SDP, callersField.split("\\|", -1));
        }
        inviteAtBob = bob.expect("INVITE ");
        bob.respond(inviteAtBob, "200 OK", SDP, calleesFields);
        var answer = alice.expect("SIP/2.0 200");
        alice.ack("");
        bob.expect("ACK ");
        return answer;
    }

    void hangUp() throws Exception {
        alice.send("BYE", "");
        bob.respond(bob.expect("BYE "), "200 OK", "");
        alice.expect("SIP/2.0 200");
    }

    static String sessionExpires(String message) {
        return field(message, "Session-Expires");
    }
}
