package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.UdpPeer;
import org.sipverify.testkit.VerifierStandIn;

/** What the keys of a policy that bridges do to calls from sipp to sipp through the packaged server. */
class BridgePolicyIT {
    private static final String CALLED = "+14155551234";

    @TempDir
    private static Path directory;

    private static VerifierStandIn verifier;
    private static BridgedCalls calls;
    private static UdpPeer silent;
    private static int firstPort;

    @BeforeAll
    static void start() throws Exception {
        verifier = new VerifierStandIn();
        firstPort = FreePort.next();
        silent = new UdpPeer(0);
        var policy = Files.writeString(directory.resolve("policy.conf"), """
                rules = [
                  { name = "one", when { dest = "+14155550001" }, action = bridge
                    destination-template = "sip:{dest}@{target}", present = [x-vvp] }
                  { name = "two", when { dest = "+14155550002" }, action = bridge
                    destination-template = "sip:{dest}@{target}", present = [verstat, brand-name] }
                  { name = "three", when { dest = "+14155550003" }, action = bridge
                    destination-template = "sip:{dest}@{target}", present = [logo] }
                  { name = "four", when { dest = "+14155550004" }, action = bridge
                    destination-template = "sip:{dest}@{target}", present = []
                    headers { X-Account = "42" }, copy = [X-Customer], remove = [User-to-User] }
                  { name = "five", when { dest = "+14155550005" }, action = bridge
                    destination-template = ["sip:{dest}@127.0.0.1:%d", "sip:{dest}@{target}"] }
                  { name = "six", when { dest = "+14155550006" }, action = bridge, ring-timeout = 1s
                    destination-template = ["sip:{dest}@127.0.0.1:%d", "sip:{dest}@{target}"] }
                ]
                on-valid { action = bridge, destination-template = "sip:{dest}@{target}" }
                on-invalid = ${on-valid}
                on-indeterminate = ${on-valid}
                on-error = ${on-valid}
                on-none = ${on-valid}
                on-malformed = ${on-valid}
                """.formatted(firstPort, silent.port()));
        calls = BridgedCalls.start(
                directory,
                policy,
                "verifier.url=" + verifier.url(),
                "verifier.timeout=60s",
                "sip.max-bridged-calls=1",
                "sip.retry-after=7");
    }

    @AfterEach
    void nothingIsLeft() {
        calls.areOver();
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            calls.areForgotten();
        } finally {
            calls.close();
            silent.close();
            verifier.close();
        }
    }

    private static Sipp caller(String number, String headers) throws Exception {
        return calls.side("caller-hangs-up").sending(CALLED, number).headers(headers);
    }

    private static String inviteOf(String number, String headers) throws Exception {
        return calls.call(caller(number, headers), calls.side("callee-is-hung-up-on"))
                .callee()
                .received("INVITE ");
    }

    @Test
    void theVerdictIsInHeadersOfItsOwn() throws Exception {
        var invite = inviteOf("+14155550001", CallsIT.signed());

        assertTrue(invite.contains("\r\nX-VVP-Status: VALID\r\n"), invite);
        assertTrue(invite.contains("\r\nX-VVP-Brand-Name: ACME Corporation\r\n"), invite);
        assertTrue(invite.contains("\r\nX-VVP-Caller-ID: +15551234567\r\n"), invite);
        assertTrue(invite.contains("\r\nIdentity: ey"), invite);
        assertFalse(invite.contains("verstat") || invite.contains("Call-Info"), invite);
    }

    @Test
    void theVerdictIsWithTheNumberAndTheBrandIsItsName() throws Exception {
        var invite = inviteOf("+14155550002", CallsIT.signed());

        assertTrue(
                invite.contains(
                        "\r\nP-Asserted-Identity: \"ACME Corporation\" <tel:+15551234567;verstat=TN-Validation-Passed>\r\n"),
                invite);
        assertTrue(invite.contains("\r\nFrom: \"ACME Corporation\" <sip:+15551234567@127.0.0.1>;tag="), invite);
        assertFalse(invite.contains("X-VVP"), invite);
    }

    @ParameterizedTest
    @CsvSource({"INVALID, TN-Validation-Failed", "INDETERMINATE, No-TN-Validation"})
    void theVerdictOfAnotherOutcomeIsWithTheNumberToo(String status, String verstat) throws Exception {
        verifier.answers(200, "{\"overall_status\":\"" + status + "\",\"brand_name\":\"Not proved\",\"errors\":[]}");
        var invite = inviteOf("+14155550002", CallsIT.signed());
        verifier.answers(200, VerifierStandIn.VALID);

        assertTrue(invite.contains("P-Asserted-Identity: <tel:+15551234567;verstat=" + verstat + ">\r\n"), invite);
        assertFalse(invite.contains("Not proved"), invite);
    }

    @Test
    void theLogoIsAnIcon() throws Exception {
        var invite = inviteOf("+14155550003", CallsIT.signed() + "\nCall-Info: <https://x.example/y>;purpose=icon");

        assertTrue(invite.contains("\r\nCall-Info: <https://cdn.acme.example/logo.png>;purpose=icon\r\n"), invite);
        assertFalse(invite.contains("x.example"), invite);
    }

    @Test
    void aPolicySetsCopiesAndRemovesHeaders() throws Exception {
        var invite = inviteOf(
                "+14155550004",
                "X-Customer: 7\nX-Other: 8\nUser-to-User: 0123;encoding=hex\nHistory-Info: <sip:a@b.example>;index=1");

        assertTrue(invite.contains("\r\nX-Account: 42\r\n"), invite);
        assertTrue(invite.contains("\r\nX-Customer: 7\r\n"), invite);
        assertTrue(invite.contains("\r\nHistory-Info: <sip:a@b.example>;index=1\r\n"), invite);
        assertFalse(invite.contains("X-Other") || invite.contains("User-to-User") || invite.contains("X-VVP"), invite);
    }

    @Test
    void theNextTargetIsTriedAfterOneThatRefuses() throws Exception {
        var refusing = calls.named("busy").sending("486 Busy Here", "503 Service Unavailable");
        try (var first = refusing.answering(firstPort)) {
            var both = calls.call(caller("+14155550005", ""), calls.side("callee-is-hung-up-on"));

            var refused = refusing.result(first.await(), first);
            assertEquals(0, refused.exitCode(), refused.messages());
            assertFalse(refused.callId().equals(both.callee().callId()));
            assertEquals(1, both.callee().count("INVITE "));
        }
    }

    @Test
    void theNextTargetIsTriedAfterOneThatIsSilent() throws Exception {
        silent.discard();
        var both = calls.call(caller("+14155550006", ""), calls.side("callee-is-hung-up-on"));

        assertTrue(silent.receive().startsWith("INVITE sip:+14155550006@"));
        assertEquals(1, both.callee().count("INVITE "));
    }

    @Test
    void oneCallMoreThanTheLimitIsRefused() throws Exception {
        var caller = calls.side("caller-outlives-the-server").expecting(481, 200);
        var callee = calls.side("callee-is-hung-up-on");
        try (var answering = callee.answering(calls.calleePort);
                var calling = caller.calling(calls.server.sipPort)) {
            Eventually.isTrue(() -> callee.messages().contains("ACK sip:"), calling::text);
            assertEquals(1, calls.server.metric("sipverify_bridged_calls"));
            assertEquals(1, calls.server.metric("sipverify_bridged_calls_max"));

            var refused = calls.side("caller-is-refused").expecting(486, 503).run(calls.server.sipPort);

            assertEquals(0, refused.exitCode(), refused.messages());
            assertEquals("7", refused.header("Retry-After"));
            caller.goOn("ACK sip:");
            calls.ended(caller, calling, callee, answering);
        }
    }
}
