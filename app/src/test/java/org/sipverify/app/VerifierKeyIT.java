package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.VerifierStandIn;

/** A verifier that does not accept the key, and the key that is replaced while the server runs. */
class VerifierKeyIT {
    @TempDir
    private Path directory;

    @Test
    void aRefusedKeyIsReportedAndReplacedWithoutARestart() throws Exception {
        var key = Files.writeString(directory.resolve("verifier.key"), "expired-key\n");
        try (var verifier = new VerifierStandIn();
                var server = PackagedServer.start(
                        directory,
                        "verifier.url=" + verifier.url(),
                        "verifier.timeout=60s",
                        "verifier.breaker.failures=2",
                        "verifier.breaker.open-for=1h",
                        "verifier.api-key-file=" + key)) {
            assertEquals(0, server.metric("sipverify_verifier_refused"));
            verifier.answers(401, "");
            for (int i = 0; i < 4; i++) {
                assertEquals("VERIFIER_REFUSED", call(server).header("X-VVP-Error"));
            }

            assertEquals(2, verifier.asked());
            assertEquals(1, server.metric("sipverify_verifier_refused"));
            var errors = server.program
                    .text()
                    .lines()
                    .filter(it -> it.contains(" ERROR "))
                    .toList();
            assertEquals(1, errors.size(), server.program.text());
            assertTrue(errors.get(0).contains(key + " (verifier.api-key-file)"), errors.get(0));

            verifier.answers(200, VerifierStandIn.VALID);
            Files.writeString(key, "valid-key\n");
            server.program.signal("HUP");
            server.program.awaitText("in force now: the key in " + key);

            assertEquals("VALID", call(server).header("X-VVP-Status"));
            var last = verifier.questions().get(verifier.questions().size() - 1);
            assertEquals(Optional.of("Bearer valid-key"), last.authorization());
            server.program.awaitText("accepts requests again");
            assertEquals(0, server.metric("sipverify_verifier_refused"));
            assertFalse(server.program.text().contains("expired-key"), server.program.text());
            assertFalse(server.program.text().contains("valid-key"), server.program.text());
        }
    }

    private Sipp.Result call(PackagedServer server) throws Exception {
        return new Sipp(directory, "invite").headers(CallsIT.signed()).run(server.sipPort);
    }
}
