package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.bridged.Phone.SDP;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A callee that may not call itself: {@code sip.admission.allow} does not name it. */
class StrangerTest extends BridgedServer {
    private Phone stranger;

    @Override
    List<String> targets() {
        return List.of(stranger.uri());
    }

    @AfterEach
    void leave() {
        stranger.close();
    }

    @Test
    void isHeardWithinItsCallAndNowhereElse() throws Exception {
        stranger = new Phone(port, "127.0.0.9");
        alice.invite(SDP);
        stranger.respond(stranger.expect("INVITE "), "200 OK", SDP);
        alice.expect("SIP/2.0 200");
        alice.ack("");
        stranger.expect("ACK ");

        stranger.send("INFO", "");
        alice.respond(alice.expect("INFO "), "200 OK", "");
        stranger.expect("SIP/2.0 200");
        stranger.again(stranger.lastSent().replace("tag=", "tag=other"));
        assertTrue(stranger.isSilentFor(300));
        stranger.send("BYE", "");
        stranger.expect("SIP/2.0 200");
        alice.respond(alice.expect("BYE "), "200 OK", "");
        eventsUpToTheEnd();

        stranger.send("INFO", "");
        assertTrue(stranger.isSilentFor(300));
    }
}
