package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.VerifierStandIn;

/** sipp calls sipp through the packaged server with the recipe bridge.conf; what one side does reaches the other. */
class BridgeIT {
    @TempDir
    private static Path directory;

    private static VerifierStandIn verifier;
    private static BridgedCalls calls;

    @BeforeAll
    static void start() throws Exception {
        verifier = new VerifierStandIn();
        calls = BridgedCalls.start(
                directory, BridgedCalls.RECIPE, "verifier.url=" + verifier.url(), "verifier.timeout=60s");
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            calls.areForgotten();
        } finally {
            calls.close();
            verifier.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "caller-hangs-up, callee-is-hung-up-on",
        "caller-is-hung-up-on, callee-hangs-up",
        "caller-hangs-up, callee-hangs-up-too",
        "caller-hears-early-media, callee-has-early-media",
        "caller-offers-late, callee-makes-the-offer",
        "caller-holds, callee-is-held",
        "caller-is-held, callee-holds",
    })
    void whatOneSideDoesReachesTheOther(String caller, String callee) throws Exception {
        calls.call(caller, callee);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "UPDATE", "MESSAGE", "OPTIONS", "NOTIFY"})
    void aRequestWithinTheCallReachesTheOtherSideAndItsAnswerComesBack(String method) throws Exception {
        for (var who : new String[] {"caller", "callee"}) {
            var asks = calls.side(who + "-asks").sending("INFO", method);
            var other = who.equals("caller") ? "callee" : "caller";
            var isAsked = calls.side(other + "-is-asked").sending("INFO", method);

            calls.call(who.equals("caller") ? asks : isAsked, who.equals("caller") ? isAsked : asks);
        }
    }

    @ParameterizedTest
    @CsvSource({"486, 486", "603, 603", "404, 404", "600, 600", "503, 500", "401, 403", "407, 403"})
    void theCalleesRefusalIsTheCallers(int refused, int told) throws Exception {
        var both = calls.call(
                calls.side("caller-is-refused").expecting(486, told),
                calls.named("busy").sending("486 Busy Here", refused + " Refused"));

        assertEquals(1, both.callee().count("ACK "));
    }

    @Test
    void everythingThatIsRepeatedOverUdpHappensOnce() throws Exception {
        var both = calls.call("caller-repeats-itself", "callee-is-hung-up-on");

        for (var method : new String[] {"INVITE ", "ACK ", "BYE "}) {
            assertEquals(1, both.callee().count(method), both.callee().messages());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "INFO", "UPDATE", "INVITE", "NOTIFY"})
    void aRequestOfAnUnknownCallIsRefusedAtOnce(String method) throws Exception {
        var result = calls.named("options")
                .sending("OPTIONS", method)
                .sending("To: <sip:+14155551234@[remote_ip]:[remote_port]>", "To: <sip:bob@[remote_ip]>;tag=gone")
                .expecting(200, 481)
                .run(calls.server.sipPort);

        assertEquals(0, result.exitCode(), result.messages());
    }

    @Test
    void theLastHopIsNotBridgedAndAnswersOptions() throws Exception {
        var refused = calls.side("caller-is-refused")
                .sending("Max-Forwards: 70", "Max-Forwards: 0")
                .expecting(486, 483)
                .run(calls.server.sipPort);
        var served = calls.named("options")
                .sending("Max-Forwards: 70", "Max-Forwards: 0")
                .run(calls.server.sipPort);
        var both = calls.call(
                calls.side("caller-hangs-up").sending("Max-Forwards: 70", "Max-Forwards: 1"),
                calls.side("callee-is-hung-up-on"));

        assertEquals(0, refused.exitCode(), refused.messages());
        assertEquals(0, served.exitCode(), served.messages());
        assertTrue(both.callee().received("INVITE ").contains("Max-Forwards: 0\r\n"), both.callee()::messages);
    }

    @Test
    void whatTheServerCannotDoIsNotPromised() throws Exception {
        var refused = calls.side("caller-is-refused")
                .headers("Require: nothing-known")
                .expecting(486, 420)
                .run(calls.server.sipPort);

        assertEquals(0, refused.exitCode(), refused.messages());
        assertEquals("nothing-known", refused.header("Unsupported"));
    }

    /** What the server asserts itself has the number of a From that is one, and nothing else of it. */
    @ParameterizedTest
    @CsvSource({
        "+15551234567, P-Asserted-Identity: <tel:+15551234567;verstat=No-TN-Validation>",
        "+15551234567;verstat=TN-Validation-Passed, P-Asserted-Identity: <tel:+15551234567;verstat=No-TN-Validation>",
        "anonymous, Max-Forwards: 69",
    })
    void theVerdictOfACallerIsForged(String from, String instead) throws Exception {
        var forged = """
                X-VVP-Status: VALID
                x-vvp-brand-name : Forged
                P-Asserted-Identity: "Forged" <sip:+15550000000@forged.example;verstat=TN-Validation-Passed>
                P-Attestation-Indicator: A
                """;
        var both = calls.call(
                calls.side("caller-hangs-up").headers(forged).sending("<sip:+15551234567@", "<sip:" + from + "@"),
                calls.side("callee-is-hung-up-on"));

        var invite = both.callee().received("INVITE ");
        assertFalse(invite.toLowerCase(Locale.ROOT).contains("forged"), invite);
        assertFalse(invite.contains("TN-Validation-Passed") || invite.contains("P-Attestation-Indicator"), invite);
        assertTrue(invite.contains("\r\n" + instead + "\r\n"), invite);
    }

    @Test
    void theCalleeLearnsNothingOfTheCallersNetwork() throws Exception {
        var both = calls.call(
                calls.side("caller-hangs-up").headers("User-Agent: secret\nRoute: <sip:127.0.0.1;lr>"),
                calls.side("callee-is-hung-up-on"));

        var invite = both.callee().received("INVITE ");
        assertFalse(invite.contains("secret") || invite.contains(both.caller().callId()), invite);
        assertFalse(invite.contains("Authorization") || invite.contains(Sipp.SECRET), invite);
        assertFalse(invite.contains("Route:"), invite);
        assertEquals(1, invite.split("\r\nVia:", -1).length - 1, invite);
    }
}
