package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.credentials;
import static org.sipverify.verifier.http.RawVerifier.VALID;
import static org.sipverify.verifier.http.RawVerifier.ok;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipverify.testkit.Eventually;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verification.Status;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.http.RawVerifier.Script;

/** Answers that come when the question is over, or just then. */
@Timeout(120)
class LateAnswerTest {
    private static final int QUESTIONS = 1000;
    private static final int AT_ONCE = 20;
    private static final Script LATE = wire -> {
        wire.note(wire.question());
        wire.await("over");
        wire.say(ok(VALID));
        wire.awaitClose();
    };
    private static final Script WHEN_CLOSED = wire -> {
        wire.note(wire.question());
        assertThrows(IOException.class, wire::awaitClose);
        wire.note("given up");
        wire.say(ok(VALID));
        wire.awaitClose();
    };
    private static final Script ANSWERS = wire -> {
        while (true) {
            wire.question();
            wire.say(ok(VALID));
        }
    };

    @Test
    void anAnswerAfterTheDeadlineIsNotTaken() throws Exception {
        try (var peer = new RawVerifier(LATE);
                var verifier = verifier(peer, "timeout = 1 s")) {
            var answers = new LinkedBlockingQueue<Verification>();
            verifier.verify(credentials(JWT), CALL, answers::add);
            peer.noted();

            assertEquals(Verification.error(NoVerdict.VERIFIER_TIMEOUT), answers.take());
            peer.tell("over");

            assertEquals("closed", peer.noted());
            assertEquals(List.of(), List.copyOf(answers));
        }
    }

    @Test
    void anAnswerAfterTheCancelIsNotTaken() throws Exception {
        try (var peer = new RawVerifier(WHEN_CLOSED);
                var verifier = verifier(peer, "timeout = 1m")) {
            var answers = new LinkedBlockingQueue<Verification>();
            var question = verifier.verify(credentials(JWT), CALL, answers::add);
            peer.noted();

            question.cancel();

            assertEquals("given up", peer.noted());
            assertEquals("closed", peer.noted());
            assertEquals(List.of(), List.copyOf(answers));
        }
    }

    /** Each is cancelled while it is asked or answered, by another thread, or not at all. */
    @Test
    void aQuestionIsAnsweredOnceOrNotAtAll() throws Exception {
        try (var peer = new RawVerifier(ANSWERS);
                var verifier = verifier(peer, "timeout = 1m, max-concurrent = " + AT_ONCE)) {
            var random = new Random(1);
            var twice = new AtomicInteger();
            var neither = new ConcurrentLinkedQueue<Integer>();
            for (int i = 0; i < QUESTIONS; i++) {
                int number = i;
                var answered = new AtomicBoolean();
                var done = new CountDownLatch(1);
                var question = verifier.verify(credentials(JWT), CALL, verification -> {
                    if (!answered.compareAndSet(false, true) || verification.status() != Status.VALID) {
                        twice.incrementAndGet();
                    }
                    done.countDown();
                });
                if (random.nextInt(4) > 0) {
                    long until = System.nanoTime() + random.nextInt(300_000);
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    question.cancel();
                } else if (!done.await(60, TimeUnit.SECONDS)) {
                    neither.add(number);
                }
            }

            assertEquals(0, twice.get());
            assertEquals(List.of(), List.copyOf(neither));
            allPlacesAreFree(verifier, peer);
        }
    }

    /** As many questions as are allowed find a place. */
    private static void allPlacesAreFree(Verifier verifier, RawVerifier peer) {
        var answers = new ConcurrentLinkedQueue<Verification>();
        for (int i = 0; i < AT_ONCE; i++) {
            verifier.verify(credentials(JWT), CALL, answers::add);
        }
        Eventually.isTrue(() -> answers.size() == AT_ONCE, () -> answers.size() + " of " + AT_ONCE + " were answered");

        assertTrue(answers.stream().allMatch(it -> it.status() == Status.VALID), () -> "" + answers);
        assertEquals(Circuit.CLOSED, verifier.circuit());
        Eventually.isTrue(() -> peer.open() <= AT_ONCE, () -> peer.open() + " connections are left");
    }

    private static Verifier verifier(RawVerifier peer, String settings) {
        var config = config("url = \"" + peer.url() + "\"\n" + settings);
        return HttpVerifier.guarded(
                config.http().orElseThrow(),
                config.breaker(),
                new AnswerWatch(System::nanoTime),
                verifier -> verifier,
                SHARED);
    }
}
