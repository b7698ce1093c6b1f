package org.sipverify.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.sip.testbed.WaitingHandler;
import org.sipverify.testkit.Message;

/** What becomes of calls when there are too many, when the server ends, or when its handler fails. */
class OverloadTest extends ServerAndCaller {
    @Test
    void beyondMaxCallsTheDoorIsShut() throws Exception {
        server = SipServer.start(
                config(2),
                new WaitingHandler(call -> {
                    calls.add(call);
                    release.await();
                }),
                SipMeter.NONE);
        caller.send(invite().toString());
        caller.send(invite().toString());
        calls.take();
        calls.take();
        var tooMany = invite();

        caller.send(tooMany.toString());

        var answer = caller.receiveFinal(tooMany);
        assertTrue(answer.startsWith("SIP/2.0 503") && answer.contains("Retry-After: 7\r\n"), answer);
        assertEquals(2, server.callsInHand());
    }

    @Test
    void drainsTheCallsInHandAndRefusesNewOnes() throws Exception {
        startWaiting(call -> {
            calls.add(call);
            release.await();
            call.answer(MOVED);
        });
        var inHand = invite();
        caller.send(inHand.toString());
        calls.take();

        assertFalse(server.drain(Duration.ofMillis(100)), "one call is still in hand");
        for (var refused : List.of(invite(), Message.of("OPTIONS", caller.port()))) {
            caller.send(refused.toString());
            assertTrue(caller.receiveFinal(refused).startsWith("SIP/2.0 503"));
        }
        release.countDown();

        assertTrue(server.drain(Duration.ofSeconds(20)));
        assertEquals(0, server.callsInHand());
        assertTrue(caller.receiveFinal(inHand).startsWith("SIP/2.0 302"));
    }

    @Test
    void aPauseRefusesNewCallsUntilItEndsAndLetsThoseInHandGoOn() throws Exception {
        startWaiting(call -> {
            calls.add(call);
            release.await();
            call.answer(MOVED);
        });
        var inHand = invite();
        caller.send(inHand.toString());
        calls.take();

        server.pause(true);
        for (var refused : List.of(invite(), Message.of("OPTIONS", caller.port()))) {
            caller.send(refused.toString());
            assertTrue(caller.receiveFinal(refused).startsWith("SIP/2.0 503"));
        }
        server.pause(false);
        var options = Message.of("OPTIONS", caller.port());
        caller.send(options.toString());
        var next = invite();
        caller.send(next.toString());
        release.countDown();

        assertTrue(caller.receiveFinal(options).startsWith("SIP/2.0 200"));
        assertTrue(caller.receiveFinal(inHand).startsWith("SIP/2.0 302"));
        assertTrue(caller.receiveFinal(next).startsWith("SIP/2.0 302"));
    }

    @Test
    void theCallsThatTheEndInterruptsAreAnswered503() throws Exception {
        startWaiting(call -> {
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

        for (var status : List.of("500", "302")) {
            var invite = invite();
            caller.send(invite.toString());
            assertTrue(caller.receiveFinal(invite).startsWith("SIP/2.0 " + status));
        }
    }

    @Test
    void anUnansweredCallIsAnswered500() throws Exception {
        start(call -> {});

        caller.send(invite().toString());

        assertTrue(caller.receiveFinal().startsWith("SIP/2.0 500"));
    }
}
