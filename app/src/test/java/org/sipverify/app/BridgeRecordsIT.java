package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.testkit.Eventually;

/** What the packaged server writes down of a bridged call: log, audit and figures. */
class BridgeRecordsIT {
    @TempDir
    private static Path directory;

    private static BridgedCalls calls;

    @BeforeAll
    static void start() throws Exception {
        calls = BridgedCalls.start(directory, BridgedCalls.RECIPE);
    }

    @AfterAll
    static void stop() throws Exception {
        calls.close();
    }

    @ParameterizedTest
    @CsvSource({
        "caller-hangs-up, callee-is-hung-up-on, caller",
        "caller-is-hung-up-on, callee-hangs-up, callee",
    })
    void aCallThatWasAnsweredHasADelayADurationAndAnEnd(String caller, String callee, String by) throws Exception {
        var call = calls.call(caller, callee).caller().callId();

        calls.server.program.awaitText(
                "Verification complete: call_id=" + call + ", status=NONE, brand=none, decision=bridge");
        calls.server.program.awaitText(
                "Call ended: call_id=" + call + ", answered=true, by=" + by + ", cause=200, post_dial_delay_ms=");
        var line = audited(call);
        assertTrue(line.contains("\"decision\":\"bridge\"") && line.contains("\"response_code\":200"), line);
        assertTrue(line.contains("\"ended_by\":\"" + by + "\",\"end_cause\":200"), line);
        assertTrue(line.matches(".*\"post_dial_delay_ms\":[0-9.]+,\"duration_s\":[0-9.]+,.*"), line);
        calls.areOver();
    }

    @Test
    void aCallThatWasRefusedSaysByWhomAndWhy() throws Exception {
        var call = calls.call(calls.side("caller-is-refused"), calls.named("busy"))
                .caller()
                .callId();

        calls.server.program.awaitText("Call ended: call_id=" + call + ", answered=false, by=callee, cause=486");
        var line = audited(call);
        assertTrue(
                line.contains("\"response_code\":486") && line.contains("\"ended_by\":\"callee\",\"end_cause\":486"),
                line);
        assertTrue(line.contains("\"duration_s\":0.0"), line);
        calls.areOver();
    }

    @Test
    void aCallThatWasCancelledSaysSo() throws Exception {
        var call = calls.call(calls.side("caller-cancels"), calls.side("callee-is-cancelled"))
                .caller()
                .callId();

        calls.server.program.awaitText("Call ended: call_id=" + call + ", answered=false, by=caller, cause=487");
        var line = audited(call);
        assertTrue(line.contains("\"decision\":\"bridge\"") && line.contains("\"response_code\":487"), line);
        assertTrue(line.contains("\"post_dial_delay_ms\":") && line.contains("\"ended_by\":\"caller\""), line);
        calls.areOver();
    }

    /** The one line of the call, which is written when both sides are gone. */
    private static String audited(String call) {
        Eventually.isTrue(() -> lines(call) == 1, () -> lines(call) + " lines");
        return line(call);
    }

    private static long lines(String call) {
        return line(call).lines().count();
    }

    private static String line(String call) {
        try {
            var lines = Files.readAllLines(directory.resolve("audit.jsonl")).stream()
                    .filter(line -> line.contains("\"" + call + "\"") && line.endsWith("}"))
                    .toList();
            return String.join("\n", lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
