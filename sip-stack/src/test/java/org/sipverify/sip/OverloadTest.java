package org.sipverify.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of calls when there are too many, when the server ends, or when its handler fails. */
class OverloadTest extends ServerAndCaller {
    @Test
    void beyondMaxCallsTheDoorIsShut() throws Exception {
        server = SipServer.start(
                config(2),
                call -> {
                    calls.add(call);
                    release.await();
                },
                SipMeter.NONE);
        caller.send(invite().toString());
        caller.send(invite().toString());
        calls.take();
        calls.take();

        caller.send(invite().toString());

        var answer = caller.receiveFinal();
        assertTrue(answer.startsWith("SIP/2.0 503") && answer.contains("Retry-After: 7\r\n"), answer);
        assertEquals(2, server.callsInHand());
    }

    @Test
    void drainsTheCallsInHandAndRefusesNewOnes() throws Exception {
        start(call -> {
            calls.add(call);
            release.await();
            call.answer(MOVED);
        });
        caller.send(invite().toString());
        calls.take();

        assertFalse(server.drain(Duration.ofMillis(100)), "one call is still in hand");
        caller.send(invite().toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 503"));
        caller.send(Message.of("OPTIONS", caller.port()).toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 503"));
        release.countDown();

        assertTrue(server.drain(Duration.ofSeconds(5)));
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    @Test
    void theCallsThatTheEndInterruptsAreAnswered503() throws Exception {
        start(call -> {
            calls.add(call);
            release.await();
        });
        caller.send(invite().toString());
        assertTrue(caller.receive().startsWith("SIP/2.0 100"));

        server.close();

        var answer = caller.receive();
        assertTrue(answer.startsWith("SIP/2.0 503") && answer.contains("Retry-After: 7\r\n"), answer);
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aBugInTheHandlerIsAnswered500AndTheServerLivesOn() throws Exception {
        start(call -> {
            calls.add(call);
            if (calls.size() == 1) {
                throw new StackOverflowError("in a test");
            }
            call.answer(MOVED);
        });

        caller.send(invite().toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 500"));
        caller.send(invite().toString());
        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 302"));
    }

    @Test
    void anUnansweredCallIsAnswered500() throws Exception {
        start(call -> {});

        caller.send(invite().toString());

        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 500"));
    }
}
