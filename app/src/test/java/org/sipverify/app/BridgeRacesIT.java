package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.VerifierStandIn;

/** sipp calls sipp through the packaged server, and one of them, or the server, gives up on the way. */
class BridgeRacesIT {
    @TempDir
    private Path directory;

    private VerifierStandIn verifier;
    private BridgedCalls calls;

    @BeforeEach
    void start() throws Exception {
        verifier = new VerifierStandIn();
        calls = BridgedCalls.start(
                directory, BridgedCalls.RECIPE, "verifier.url=" + verifier.url(), "verifier.timeout=60s");
    }

    @AfterEach
    void stop() throws Exception {
        calls.close();
        verifier.close();
    }

    @Test
    void aCallIsCancelledWhileItRings() throws Exception {
        var both = calls.call(calls.side("caller-cancels"), calls.side("callee-is-cancelled"));

        var invite = both.callee().received("INVITE ");
        var cancel = both.callee().received("CANCEL ");
        for (var field : new String[] {"Via", "From", "To", "Call-ID"}) {
            assertEquals(field(invite, field), field(cancel, field));
        }
        assertEquals(invite.split(" ", 3)[1], cancel.split(" ", 3)[1]);
        calls.server.program.awaitText("answered=false, by=caller, cause=487");
        calls.areOver();
    }

    /** No CANCEL goes to a callee that has not said anything; its answer gets ACK and BYE. */
    @Test
    void aCancelComesBeforeTheCalleeSaysAnything() throws Exception {
        var caller = calls.named("cancel").pausing();
        var callee = calls.side("callee-answers-after-the-cancel");
        try (var answering = callee.answering(calls.calleePort);
                var calling = caller.calling(calls.server.sipPort)) {
            Eventually.isTrue(() -> callee.messages().contains("INVITE sip:"), calling::text);
            caller.goOn();
            assertEquals(0, calling.await(), caller::messages);
            callee.goOn("INVITE sip:", calls.calleePort);

            var both = calls.ended(caller, calling, callee, answering);
            assertEquals(487, both.caller().status());
            assertEquals(0, both.callee().count("CANCEL "));
        }
        calls.areOver();
    }

    @Test
    void aCallThatIsCancelledBeforeItsVerdictIsNeverBridged() throws Exception {
        verifier.neverEnds();
        var caller = calls.named("cancel").pausing().headers(CallsIT.signed());
        try (var calling = caller.calling(calls.server.sipPort)) {
            verifier.awaitAsked();
            caller.goOn();
            var result = caller.result(calling.await(), calling);
            assertEquals(0, result.exitCode(), caller::messages);
            var vcon = calls.server.vcon(result.callId());
            assertEquals(1, vcon.path("dialog").size(), vcon::toPrettyString); // the caller's, and none of a callee
        }
        calls.areOver();
    }

    @Test
    void aVerifierThatDoesNotAnswerDelaysACallAndNoMore() throws Exception {
        verifier.neverEnds();
        var quick = Files.createDirectory(directory.resolve("quick"));
        try (var soon = BridgedCalls.start(
                quick, BridgedCalls.RECIPE, "verifier.url=" + verifier.url(), "verifier.timeout=1s")) {
            var both = soon.call(
                    soon.side("caller-hangs-up").headers(CallsIT.signed()), soon.side("callee-is-hung-up-on"));

            var invite = both.callee().received("INVITE ");
            assertTrue(invite.contains("\r\nX-VVP-Status: INDETERMINATE\r\n"), invite);
            soon.areOver();
        }
    }

    /** RFC 3261 section 13.3.1.4: after 32 seconds. */
    @Test
    void aCallThatIsNeverAcknowledgedEndsOnBothSides() throws Exception {
        var both = calls.call("caller-never-acknowledges", "callee-is-never-acknowledged");

        assertTrue(both.caller().count("SIP/2.0 200") >= 8, both.caller()::messages);
        calls.server.program.awaitText("answered=true, by=caller, cause=408");
        calls.areOver();
    }

    @Test
    void aServerThatStopsHangsUpOnBoth() throws Exception {
        var caller = calls.side("caller-is-hung-up-on");
        var callee = calls.side("callee-is-hung-up-on");
        try (var answering = callee.answering(calls.calleePort);
                var calling = caller.calling(calls.server.sipPort)) {
            Eventually.isTrue(() -> callee.messages().contains("ACK sip:"), calling::text);
            assertEquals(0, calls.server.stop());
            calls.ended(caller, calling, callee, answering);
        }
        calls.server.program.awaitText("answered=true, by=server, cause=503");
    }

    /** As after a crash: nothing remembers the call, and both sides are told so at once. */
    @Test
    void aServerThatWasKilledKnowsItsCallsNoLonger() throws Exception {
        var caller = calls.side("caller-outlives-the-server");
        var callee = calls.side("callee-outlives-the-server");
        try (var answering = callee.answering(calls.calleePort);
                var calling = caller.calling(calls.server.sipPort)) {
            Eventually.isTrue(() -> callee.messages().contains("ACK sip:"), calling::text);
            calls.server.program.signal("KILL");
            calls.server.program.await();
            try (var again =
                    PackagedServer.start(directory, "sip.transport=both", "sip.port=" + calls.server.sipPort)) {
                caller.goOn("ACK sip:");
                callee.goOn("ACK sip:", calls.calleePort);
                calls.ended(caller, calling, callee, answering);
                assertEquals(0, again.metric("sipverify_bridge_entries"));
            }
        }
    }

    private static String field(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow()
                .strip();
    }
}
