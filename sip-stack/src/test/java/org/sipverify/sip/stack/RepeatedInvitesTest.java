package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.Answer;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.testbed.Samples;
import org.sipverify.sip.transport.Transport;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.UdpPeer;

class RepeatedInvitesTest {
    /** Before Timer G would send it again: the repetition meets the thread that is still sending the answer. */
    @Test
    void anInviteRepeatedAtTheMomentOfItsAnswerIsAnsweredAgain() throws Exception {
        var port = FreePort.next();
        var config = Samples.config(
                "127.0.0.1", port, Set.of(Transport.UDP), "", 100, 5, 1300, Samples.LIMITS, Samples.admission(""));
        var moved = new Answer(302, "Moved Temporarily").with("Contact", "<sip:pbx.example>");
        try (var server = SipServer.start(config, call -> call.answer(moved), SipMeter.NONE);
                var caller = new UdpPeer(port)) {
            for (var i = 0; i < 200; i++) {
                var invite = Message.of("INVITE", caller.port());
                caller.send(invite.toString());
                var first = caller.receiveFinal(invite);

                caller.send(invite.toString());

                assertEquals(first, caller.receive(), "repetition " + i);
                caller.send(invite.as("ACK").toString());
            }
            assertTrue(server.drain(Duration.ofSeconds(20)));
        }
    }
}
