package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.credentials;
import static org.sipverify.verifier.http.RawVerifier.INVALID;
import static org.sipverify.verifier.http.RawVerifier.VALID;
import static org.sipverify.verifier.http.RawVerifier.ok;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.http.RawVerifier.Script;

/** Questions that are asked on the event loops, as calls ask them. */
@Timeout(120)
class EventLoopTest {
    private static final Verification PROVED = Verification.valid(Samples.ORIG);
    private static final Script ANSWERS = wire -> {
        while (true) {
            wire.question();
            wire.say(ok(VALID));
        }
    };

    /** What came, and the thread that brought it. */
    private record Given(Verification verification, Thread thread) {}

    static Stream<HttpRuntime> runtimes() {
        return Stream.of(Runtimes.SHARED, Runtimes.NIO);
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void anAnswerComesOnTheLoopThatAsked(HttpRuntime runtime) throws Exception {
        try (var peer = new RawVerifier(ANSWERS);
                var verifier = verifier(peer, "", runtime)) {
            for (int i = 0; i < 5; i++) {
                for (var loop : runtime.loops()) {
                    var given = askOn(loop, verifier);

                    assertEquals(PROVED, given.verification());
                    assertSame(threadOf(loop), given.thread());
                }
            }
            assertEquals(loops(runtime).size(), peer.connections());
        }
    }

    @Test
    void atTheLimitAConnectionOfAnotherLoopIsUsed() throws Exception {
        var loops = loops(Runtimes.SHARED);
        try (var peer = new RawVerifier(ANSWERS);
                var verifier = verifier(peer, "max-concurrent = 1", Runtimes.SHARED)) {
            askOn(loops.get(0), verifier);

            for (int i = 0; i < 5; i++) {
                var given = askOn(loops.get(1), verifier);

                assertEquals(PROVED, given.verification());
                assertSame(threadOf(loops.get(1)), given.thread());
            }
            assertEquals(1, peer.connections());
        }
    }

    /** The loop that is asked on has not read what came on the idle connection when the next question comes. */
    @ParameterizedTest
    @MethodSource("runtimes")
    void whatTheLoopHasNotReadYetIsNotTaken(HttpRuntime runtime) throws Exception {
        try (var peer = new RawVerifier(wire -> {
                    wire.question();
                    wire.say(ok(VALID));
                    if (wire.isFirst()) {
                        wire.await("answered");
                        wire.say(ok(INVALID));
                        wire.awaitDelivered();
                        wire.note("said");
                    }
                    wire.awaitClose();
                });
                var verifier = verifier(peer, "", runtime)) {
            var loop = loops(runtime).get(0);
            askOn(loop, verifier);
            var given = new CompletableFuture<Verification>();

            loop.submit(() -> {
                        peer.tell("answered");
                        assertEquals("said", peer.noted());
                        verifier.verify(credentials(JWT), CALL, given::complete);
                        return true;
                    })
                    .get();

            assertEquals(PROVED, given.get());
            assertEquals(2, peer.connections());
        }
    }

    @Test
    void aQuestionMayFollowWithinAnAnswer() throws Exception {
        try (var peer = new RawVerifier(ANSWERS);
                var verifier = verifier(peer, "max-concurrent = 1", Runtimes.SHARED)) {
            var given = new CompletableFuture<Verification>();

            verifier.verify(credentials(JWT), CALL, first -> verifier.verify(credentials(JWT), CALL, given::complete));

            assertEquals(PROVED, given.get());
            assertEquals(1, peer.connections());
        }
    }

    @Test
    void nothingFollowsACancelOnTheLoop() throws Exception {
        var loop = loops(Runtimes.SHARED).get(0);
        try (var peer = new RawVerifier(wire -> {
                    wire.note(wire.question());
                    wire.await("cancelled");
                    wire.say(ok(VALID));
                    wire.awaitClose();
                });
                var verifier = verifier(peer, "", Runtimes.SHARED)) {
            var answers = new ArrayList<Verification>();
            var question = loop.submit(() -> verifier.verify(credentials(JWT), CALL, answers::add))
                    .get();
            peer.noted();

            loop.submit(question::cancel).get();
            peer.tell("cancelled");

            assertEquals("closed", peer.noted());
            assertEquals(List.of(), loop.submit(() -> List.copyOf(answers)).get());
        }
    }

    /** Ended loops are the operator's shutdown: calls still get an answer, if not a verdict. */
    @Test
    void anEndedRuntimeReachesNobody() throws Exception {
        var own = HttpRuntime.ofOwn(1);
        try (var peer = new RawVerifier(ANSWERS)) {
            var verifier = new HttpVerifier(http(peer, ""), own.runtime());
            assertEquals(PROVED, ask(verifier));

            own.runtime()
                    .loops()
                    .get(0)
                    .parent()
                    .shutdownGracefully(0, 0, TimeUnit.SECONDS)
                    .sync();

            assertEquals("VERIFIER_UNREACHABLE", ask(verifier).reason().error());
            verifier.close();
        } finally {
            own.close();
        }
    }

    private static Given askOn(EventExecutor loop, Verifier verifier) throws Exception {
        var given = new CompletableFuture<Given>();
        var begun = new CountDownLatch(1);
        loop.execute(() -> {
            verifier.verify(
                    credentials(JWT),
                    CALL,
                    verification -> given.complete(new Given(verification, Thread.currentThread())));
            begun.countDown();
        });
        begun.await();
        return given.get();
    }

    private static Thread threadOf(EventExecutor loop) throws Exception {
        return loop.submit(Thread::currentThread).get();
    }

    private static List<EventExecutor> loops(HttpRuntime runtime) {
        var loops = new ArrayList<EventExecutor>();
        runtime.loops().forEach(loops::add);
        return loops;
    }

    /** As calls have it: with breaker and limit. */
    private static Verifier verifier(RawVerifier peer, String settings, HttpRuntime runtime) {
        var config = config("timeout = 1m, url = \"" + peer.url() + "\"\n" + settings);
        return HttpVerifier.guarded(
                config.http().orElseThrow(),
                config.breaker(),
                new AnswerWatch(System::nanoTime),
                verifier -> verifier,
                runtime);
    }

    private static VerifierConfig.Http http(RawVerifier peer, String settings) {
        return config("timeout = 1m, url = \"" + peer.url() + "\"\n" + settings)
                .http()
                .orElseThrow();
    }
}
