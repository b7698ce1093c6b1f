package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.Eventually;

/** What DEBUG says of calls: a line a step, each with the Call-ID. */
class CallLogTest extends ServerAndCaller {
    @Test
    void eachStepOfACallIsALine() throws Exception {
        try (var log = new CapturedLog("org.sipverify.sip.stack", Level.DEBUG)) {
            start(call -> call.answer(MOVED));
            var invite = invite();
            caller.send(invite.toString());
            caller.receiveFinal(invite);
            caller.send(invite.as("ACK").toString());
            Eventually.isTrue(() -> log.lines().size() == 3);

            var id = "call_id=" + invite.callId();
            assertEquals(
                    List.of(
                            "DEBUG received: " + id + ", source=/127.0.0.1:" + caller.port() + ", transport=UDP",
                            "DEBUG answered: " + id + ", status=302",
                            "DEBUG acknowledged: " + id),
                    log.lines());
        }
    }

    @Test
    void aCancelledCallSaysSo() throws Exception {
        try (var log = new CapturedLog("org.sipverify.sip.stack", Level.DEBUG)) {
            startWaiting(call -> release.await());
            var invite = invite();
            caller.send(invite.toString());
            Eventually.isTrue(() -> !log.lines().isEmpty());
            caller.send(invite.as("CANCEL").toString());
            Eventually.isTrue(() -> log.lines().size() == 3);

            var id = "call_id=" + invite.callId();
            assertEquals(
                    List.of("DEBUG cancelled: " + id, "DEBUG answered: " + id + ", status=487"),
                    log.lines().subList(1, 3));
        }
    }
}
