package org.sipverify.sip.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Delivery;
import org.sipverify.sip.Delivery.Kind;
import org.sipverify.sip.testbed.ServerAndCaller;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.TcpPeer;

/** Whatever an answer holds, its caller gets a final one, and who gave it learns which. */
class AnswerLimitsTest extends ServerAndCaller {
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    @Test
    void aLongHeaderValueIsLeftOut() throws Exception {
        answerWith(MOVED.with("X-Claims", "c".repeat(1025)).with("X-Short", "s".repeat(1024)));

        var answer = answer();

        assertTrue(answer.startsWith("SIP/2.0 302 "), answer);
        assertTrue(answer.contains("X-Short: s") && !answer.contains("X-Claims"), answer);
        assertEquals(new Delivery(Kind.SENT, 302), delivery());
    }

    @Test
    void theLimitIsInOctets() throws Exception {
        answerWith(MOVED.with("X-Claims", "\u00e4".repeat(513)).with("X-Short", "\u00e4".repeat(512)));

        var answer = answer();

        assertTrue(answer.contains("X-Short: \u00e4") && !answer.contains("X-Claims"), answer);
    }

    @Test
    void oneOf100KiloOctetsIsLeftOutOverUdpAndTcp() throws Exception {
        answerWith(MOVED.with("X-Claims", "c".repeat(100_000)));
        try (var stream = new TcpPeer(port)) {
            stream.write(stream.request("INVITE").toString());
            assertTrue(stream.read().startsWith("SIP/2.0 302 "));
        }

        var answer = answer();

        assertTrue(answer.startsWith("SIP/2.0 302 ") && answer.length() < 1300, answer);
    }

    @Test
    void aRedirectToAnEndlessPlaceIsA500() throws Exception {
        answerWith(new Answer(302, "Moved Temporarily").with("Contact", "<sip:" + "a".repeat(5000) + "@b>"));

        assertTrue(answer().startsWith("SIP/2.0 500 "));
        assertEquals(new Delivery(Kind.SENT, 500), delivery());
    }

    @Test
    void anAnswerLargerThanADatagramIsA500() throws Exception {
        var large = MOVED;
        for (var i = 0; i < 100; i++) {
            large = large.with("X-Field-" + i, "v".repeat(1000));
        }
        answerWith(large);

        assertTrue(answer().startsWith("SIP/2.0 500 "));
        assertEquals(new Delivery(Kind.SENT, 500), delivery());
    }

    @Test
    void aReasonPhraseHasTheSameLimit() throws Exception {
        answerWith(new Answer(603, "r".repeat(70_000)));

        assertTrue(answer().startsWith("SIP/2.0 603 \r\n"));
    }

    @Test
    void whatIsPassedOnIsNotCut() throws Exception {
        answerWith(MOVED.withExpendable("P-VVP-Passport", "p".repeat(5000)));
        try (var stream = new TcpPeer(port)) {
            stream.write(stream.request("INVITE").toString());

            assertTrue(stream.read().contains("P-VVP-Passport: " + "p".repeat(5000)));
        }
    }

    @Test
    void anAnswerToAClosedConnectionIsNotSentAndTheCallEnds() throws Exception {
        startWaiting(call -> {
            calls.add(call);
            release.await();
            call.answer(MOVED, deliveries::add);
        });
        try (var stream = new TcpPeer(port)) {
            stream.write(stream.request("INVITE").toString());
            calls.take();
        }
        Eventually.isTrue(() -> server.held().held() < 64 << 10);
        release.countDown();

        var delivery = delivery();
        assertFalse(delivery.kind() == Kind.TOO_LATE, delivery.toString());
        if (delivery.kind() == Kind.NOT_SENT) {
            Eventually.isTrue(() -> server.transactions() == 0);
        }
    }

    @Test
    void aSecondAnswerIsTooLate() throws Exception {
        start(call -> {
            call.answer(MOVED, deliveries::add);
            call.answer(MOVED, deliveries::add);
        });

        answer();

        // The first leaves in the lane of the call, which may be a moment later.
        var both = List.of(delivery(), delivery());
        assertTrue(both.contains(new Delivery(Kind.SENT, 302)) && both.contains(Delivery.TOO_LATE), both.toString());
    }

    private void answerWith(Answer answer) throws Exception {
        start(call -> call.answer(answer, deliveries::add));
    }

    private String answer() throws Exception {
        var invite = invite();
        caller.send(invite.toString());
        var answer = caller.receiveFinal(invite);
        assertTrue(answer.getBytes(UTF_8).length <= 65_507);
        return answer;
    }

    private Delivery delivery() throws Exception {
        var delivery = deliveries.poll(20, TimeUnit.SECONDS);
        assertTrue(delivery != null, "no delivery was reported");
        return delivery;
    }
}
