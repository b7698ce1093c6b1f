package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sipverify.verifier.Samples.ask;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.http.RawVerifier.VALID;
import static org.sipverify.verifier.http.RawVerifier.ok;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.Verification;

/** What becomes of the connections of a verifier that is replaced. */
@Timeout(120)
class ClosedVerifierTest {
    private static final Verification PROVED = Verification.valid(Samples.ORIG);

    @Test
    void idleConnectionsAreClosedAtOnce() throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.question();
            wire.say(ok(VALID));
            wire.awaitClose();
        })) {
            var verifier = verifier(peer);
            ask(verifier);

            verifier.close();

            assertEquals("closed", peer.noted());
        }
    }

    @Test
    void oneInUseIsClosedAfterItsResponse() throws Exception {
        var calls = Executors.newSingleThreadExecutor();
        try (var peer = new RawVerifier(wire -> {
            wire.note(wire.question());
            wire.await("closed");
            wire.say(ok(VALID));
            wire.awaitClose();
        })) {
            var verifier = verifier(peer);
            var inProgress = calls.submit(() -> ask(verifier));
            peer.noted();

            verifier.close();
            peer.tell("closed");

            assertEquals(PROVED, inProgress.get());
            assertEquals("closed", peer.noted());
        } finally {
            calls.shutdownNow();
        }
    }

    /** A call may have got hold of it just before it was replaced. */
    @Test
    void stillVerifiesAndKeepsNoConnection() throws Exception {
        try (var peer = new RawVerifier(wire -> {
            wire.question();
            wire.say(ok(VALID));
            wire.awaitClose();
        })) {
            var verifier = verifier(peer);
            verifier.close();

            assertEquals(PROVED, ask(verifier));
            assertEquals("closed", peer.noted());
        }
    }

    private static HttpVerifier verifier(RawVerifier peer) {
        var http = config("timeout = 1m, url = \"" + peer.url() + "\"").http().orElseThrow();
        return new HttpVerifier(http, SHARED);
    }
}
