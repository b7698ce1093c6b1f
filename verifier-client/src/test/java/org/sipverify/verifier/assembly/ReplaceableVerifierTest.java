package org.sipverify.verifier.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.CapturedLog;
import org.sipverify.testkit.VerifierStandIn;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verification.Status;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.http.AnswerWatch;
import org.sipverify.verifier.pinned.PinnedSigners;

/** A verifier with new settings while calls go on. */
@Timeout(120)
class ReplaceableVerifierTest {
    @TempDir
    Path directory;

    private VerifierStandIn peer;

    @BeforeEach
    void listen() throws IOException {
        peer = new VerifierStandIn();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void aCallInProgressEndsWithTheSettingsItBeganWith() throws Exception {
        var calls = Executors.newSingleThreadExecutor();
        try (var other = new VerifierStandIn();
                var verifier = verifier(settings(peer, "api-key = old"))) {
            peer.holds();
            var inProgress = calls.submit(() -> ask(verifier));
            peer.awaitAsked();

            verifier.replace(config(settings(other, "api-key = new")));
            assertEquals(Status.VALID, ask(verifier).status());
            peer.release();

            assertEquals(Status.VALID, inProgress.get().status());
            assertEquals(Optional.of("Bearer old"), peer.questions().get(0).authorization());
            assertEquals(Optional.of("Bearer new"), other.questions().get(0).authorization());
        } finally {
            calls.shutdownNow();
        }
    }

    @Test
    void theCircuitIsClosedAtOnceWithANewKey() throws Exception {
        try (var log = new CapturedLog(AnswerWatch.class.getName());
                var verifier = verifier(settings(peer, "api-key = old, breaker { failures = 1, open-for = 1 h }"))) {
            peer.answers(401, "");
            assertEquals(Verification.error(NoVerdict.VERIFIER_REFUSED, "HTTP_401"), ask(verifier));
            assertEquals(Verification.error(NoVerdict.VERIFIER_REFUSED), ask(verifier));
            assertEquals(Circuit.OPEN, verifier.circuit());
            assertTrue(verifier.isRefused());

            verifier.replace(config(settings(peer, "api-key = new")));
            peer.answers(200, VerifierStandIn.VALID);

            assertEquals(Status.VALID, ask(verifier).status());
            assertFalse(verifier.isRefused());
            assertEquals(1, log.errors().size());
            assertTrue(log.lines().get(1).endsWith("accepts requests again"), () -> "" + log.lines());
        }
    }

    @Test
    void theBuiltInVerifierMayTakeItsPlace() throws Exception {
        try (var verifier = verifier(settings(peer, ""))) {
            peer.answers(403, "");
            ask(verifier);

            verifier.replace(config("pinned.max-iat-drift = 1h"));

            assertEquals("TOKEN_EXPIRED", ask(verifier).reason().error());
            assertFalse(verifier.isRefused());
        }
    }

    private static String settings(VerifierStandIn peer, String more) {
        return "timeout = 1m, url = \"" + peer.url() + "\"\n" + more;
    }

    private static ReplaceableVerifier verifier(String settings) {
        return verifier(config(settings));
    }

    private static ReplaceableVerifier verifier(VerifierConfig config) {
        return new ReplaceableVerifier(
                config, PinnedSigners::none, InstantSource.system(), SHARED, UnaryOperator.identity());
    }
}
