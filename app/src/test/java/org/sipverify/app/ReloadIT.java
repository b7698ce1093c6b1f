package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;

/** An operator edits sip-verify.conf while the server runs, and makes mistakes. */
class ReloadIT {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void configure() throws Exception {
        Files.copy(PackagedServer.HOME.resolve("conf/policies/always-redirect.conf"), directory.resolve("policy.conf"));
        file = directory.resolve("own.conf");
        write("redirect.target = \"one.example\"");
    }

    @Test
    void whatIsSafeIsInForceAtOnceAndTheRestIsNamed() throws Exception {
        try (var server = start(Map.of())) {
            assertEquals("one.example", target(server));

            write("""
                    redirect.target = "two.example"
                    log.level = DEBUG
                    sip.max-calls = 100
                    """);
            server.program.awaitText("in force now: log.level, redirect.target");
            server.program.awaitText("these changes take a restart: sip.max-calls");

            server.program.awaitText("policy.conf is in force");
            assertEquals("two.example", target(server));
            server.program.awaitText("DEBUG [CallLog] Call received");
            assertEquals(2000, server.metric("sipverify_calls_max"));
        }
    }

    @Test
    void aMistakeKeepsWhatIsInForce() throws Exception {
        try (var server = start(Map.of())) {
            write("redirect.target = \"sip:\"");
            Eventually.isTrue(() -> isDegraded(server), () -> "never degraded");

            assertEquals("one.example", target(server));

            write("redirect.target = \"two.example\"");
            Eventually.isTrue(() -> !isDegraded(server), () -> "degraded for ever");
            // The policy has the target in it, and is read after the configuration.
            Eventually.isTrue(() -> target(server).equals("two.example"), () -> "the old target for ever");
        }
    }

    /** The environment of a service is a file that is edited as well. */
    @Test
    void aServerStartsDespiteAMistakeInItsEnvironment() throws Exception {
        start(Map.of()).close();

        try (var server = start(Map.of("VVP_VERIFIER_TIMEOUT", "soon"))) {
            server.program.awaitText("the last good configuration stays in force");
            assertTrue(isDegraded(server));
            assertEquals("one.example", target(server));
        }
    }

    private PackagedServer start(Map<String, String> environment) throws Exception {
        return PackagedServer.start(directory, environment, List.of("--config", file.toString()));
    }

    private void write(String text) throws Exception {
        Files.writeString(file, "policy.reload-interval = 100 ms\nsip.transport = both\n" + text + "\n");
    }

    private static boolean isDegraded(PackagedServer server) {
        try {
            return server.get("/health").contains("\"degraded\"");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Where a call is sent. */
    private String target(PackagedServer server) {
        var demo = directory.resolve("demo").toString();
        var call = Ran.command(
                "call", "valid", "--demo", demo, "--server", "127.0.0.1:" + server.sipPort, "--transport", "tcp");
        var contact = call.out()
                .lines()
                .filter(line -> line.startsWith("Contact: "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(call.toString()));
        return contact.substring(contact.indexOf('@') + 1, contact.indexOf('>'));
    }
}
