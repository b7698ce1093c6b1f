package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;

/** The callee has the caller connected with somebody else, by sipp on three sides of the packaged server. */
class BridgeTransferIT {
    @TempDir
    private static Path directory;

    private static BridgedCalls calls;
    private static int thirdPort;

    @BeforeAll
    static void start() throws Exception {
        thirdPort = FreePort.next();
        var policy = Files.writeString(directory.resolve("policy.conf"), """
                on-valid {
                  action = bridge, destination-template = ["sip:{dest}@{target}", "sip:{dest}@127.0.0.1:%d"]
                  refer = handle, refer-to = ["+1415555*"]
                }
                on-invalid = ${on-valid}
                on-indeterminate = ${on-valid}
                on-error = ${on-valid}
                on-none = ${on-valid}
                on-malformed = ${on-valid}
                """.formatted(thirdPort));
        calls = BridgedCalls.start(directory, policy);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            calls.areForgotten();
        } finally {
            calls.close();
        }
    }

    @Test
    void theCallerIsConnectedWithSomebodyElse() throws Exception {
        var third = calls.side("third-takes-the-call");
        try (var connected = third.answering(thirdPort)) {
            var both = calls.call(
                    calls.side("caller-is-transferred"),
                    calls.side("callee-transfers").with("-key", "third", "127.0.0.1:" + thirdPort));

            var result = third.result(connected.await(), connected);
            assertEquals(0, result.exitCode(), result.messages());
            assertTrue(result.received("INVITE ").startsWith("INVITE sip:+14155550009@127.0.0.1:" + thirdPort + " "));
            calls.server.program.awaitText(
                    "Call ended: call_id=" + both.caller().callId() + ", answered=true, by=caller, cause=200");
            calls.server.program.awaitText(", transfers=1, from=");
            Eventually.isTrue(() -> audit().contains("\"end_cause\":200,\"transfers\":1"), BridgeTransferIT::audit);
        }
    }

    private static String audit() {
        try {
            return Files.readString(directory.resolve("audit.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
