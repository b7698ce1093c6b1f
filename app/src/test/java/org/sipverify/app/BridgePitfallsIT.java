package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.VerifierStandIn;

/**
 * What has cost other back-to-back user agents a bug, with sipp on both sides of one packaged server. Each call has a
 * number of its own, which has a policy and a callee of its own, so that nothing late of one call disturbs another.
 */
class BridgePitfallsIT {
    private static final List<Pitfall> ALL = Pitfalls.all();

    /** Of the calls with somebody between caller and callee. */
    private static final String CALLED = "+14155551234";

    private static final int AT_ONCE = 20;

    @TempDir
    private static Path directory;

    private static VerifierStandIn verifier;
    private static final List<Integer> PORTS = new ArrayList<>();
    private static int nobody;
    private static String address;
    private static BridgedCalls calls;

    @BeforeAll
    static void start() throws Exception {
        verifier = new VerifierStandIn();
        while (PORTS.size() < ALL.size()) {
            PORTS.add(FreePort.next());
        }
        nobody = FreePort.next();
        var sipPort = FreePort.next();
        address = "127.0.0.1:" + sipPort;
        var policy = Files.writeString(directory.resolve("policy.conf"), policy());
        calls = BridgedCalls.start(
                directory,
                policy,
                "sip.port=" + sipPort,
                "sip.host=0.0.0.0",
                "sip.credentials.0.host=127.0.0.1",
                "sip.credentials.0.user=verify",
                "sip.credentials.0.password=wonder",
                "verifier.url=" + verifier.url(),
                "verifier.timeout=60s",
                "verifier.max-concurrent=" + AT_ONCE);
    }

    /** A number followed by 0 is the callee, for calls that come here twice. */
    private static String policy() {
        var rules = IntStream.range(0, ALL.size())
                .mapToObj(index -> rule(index, "", ALL.get(index).policy())
                        + rule(index, "0", "destination-template = " + Pitfall.TARGET))
                .collect(Collectors.joining());
        return """
                rules = [
                %s]
                on-valid { action = bridge, destination-template = "sip:{dest}@{target}", present = [x-vvp, brand-name] }
                on-invalid = ${on-valid}
                on-indeterminate = ${on-valid}
                on-error = ${on-valid}
                on-none = ${on-valid}
                on-malformed = ${on-valid}
                """.formatted(rules);
    }

    private static String rule(int index, String suffix, String policy) {
        return "  { name = \"%d/%s\", when { dest = \"%s\" }, action = bridge, %s }\n"
                .formatted(
                        index,
                        suffix,
                        number(index) + suffix,
                        policy.replace("CALLEE", "127.0.0.1:" + PORTS.get(index))
                                .replace("SERVER", address)
                                .replace("NOBODY", "127.0.0.1:" + nobody));
    }

    private static String number(int index) {
        return "+1415556%04d".formatted(index);
    }

    /** The tables of the server are empty once the last request can no longer be repeated. */
    @AfterAll
    static void stop() throws Exception {
        try {
            calls.areForgotten();
        } finally {
            calls.close();
            verifier.close();
        }
    }

    static Stream<Arguments> isAvoided() {
        return IntStream.range(0, ALL.size()).mapToObj(index -> ALL.get(index).named(index));
    }

    @ParameterizedTest
    @MethodSource
    void isAvoided(int index, Pitfall pitfall) throws Exception {
        var caller = side(pitfall.caller(), index).with("-p", Integer.toString(FreePort.next()));
        if (pitfall.callee().isThere()) {
            var both = calls.call(caller, side(pitfall.callee(), index), PORTS.get(index));
            pitfall.check().accept(both);
        } else {
            var result = caller.run(calls.server.sipPort);
            assertEquals(0, result.exitCode(), result.messages());
        }
    }

    private static Sipp side(Pitfall.Side side, int index) throws Exception {
        return side.prepared()
                .apply(calls.side(side.scenario()))
                .sending(CALLED, number(index))
                .with("-s", number(index), "-key", "server", address, "-recv_timeout", "60000");
    }

    /** A NAT gives its peer another port. */
    @Test
    void aRequestBelongsToItsDialogWhateverPortItComesFrom() throws Exception {
        var caller =
                calls.side("caller-outlives-the-server").expecting(481, 200).sending("CSeq: 2 BYE", "CSeq: 78 BYE");
        var callee = calls.side("callee-is-asked").sending("o=asking\" search_in=\"body", "INFO\" search_in=\"msg");
        try (var answering = callee.answering(calls.calleePort);
                var calling = caller.calling(calls.server.sipPort)) {
            Eventually.isTrue(() -> callee.messages().contains("ACK sip:"), calling::text);
            var answer = since(caller, "SIP/2.0 200");
            var port = FreePort.next();
            var info = elsewhere(caller, "INFO", port)
                    .with("-key", "uri", field(answer, "Contact").replaceAll("[<>]", ""))
                    .with("-key", "via", "127.0.0.1:" + port + ";branch=z9hG4bK-moved")
                    .with("-key", "to", field(answer, "To"), "-key", "number", "77")
                    .run(calls.server.sipPort);
            assertEquals(0, info.exitCode(), info.messages());
            caller.goOn("ACK sip:");

            calls.ended(caller, calling, callee, answering);
        }
    }

    @Test
    void aCancelBelongsToItsInviteWhateverPortItComesFrom() throws Exception {
        var caller =
                calls.side("caller-is-refused").expecting(486, 487).sending("branch=[branch]", "branch=[branch];rport");
        var callee = calls.side("callee-is-cancelled");
        try (var answering = callee.answering(calls.calleePort);
                var calling = caller.calling(calls.server.sipPort)) {
            Eventually.isTrue(() -> caller.messages().contains("SIP/2.0 180"), calling::text);
            var invite = since(caller, "INVITE sip:");
            var cancel = elsewhere(caller, "CANCEL", FreePort.next())
                    .with("-key", "uri", invite.split(" ", 3)[1])
                    .with("-key", "via", field(invite, "Via").replace("SIP/2.0/UDP ", ""))
                    .with("-key", "to", field(invite, "To"), "-key", "number", "1")
                    .run(calls.server.sipPort);
            assertEquals(0, cancel.exitCode(), cancel.messages());

            calls.ended(caller, calling, callee, answering);
        }
    }

    private static Sipp elsewhere(Sipp caller, String method, int port) throws Exception {
        var invite = since(caller, "INVITE sip:");
        return calls.side("speaks-from-elsewhere")
                .sending("INFO", method)
                .with("-p", Integer.toString(port), "-key", "from", field(invite, "From"))
                .with("-cid_str", field(invite, "Call-ID"));
    }

    private static String since(Sipp side, String start) {
        return side.messages().substring(side.messages().indexOf(start));
    }

    private static String field(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2).strip())
                .findFirst()
                .orElseThrow();
    }

    /** The callee compares: nothing may come that is marked so. */
    @Test
    void nothingThatTheVerifierSaysBecomesAField() throws Exception {
        verifier.answers(
                200,
                VerifierStandIn.VALID.replace(
                        "ACME Corporation",
                        "ACME\\r\\nRoute: <sip:callers-secret@192.0.2.9;lr>\\r\\nContact: <sip:callers-secret@192.0.2.9>"));
        calls.call(
                calls.side("caller-is-hung-up-on").headers(CallsIT.signed()), calls.side("callee-keeps-its-secrets"));
        assertEquals(1, verifier.asked());
    }

    /** The callee has not said anything when the caller gives up: the CANCEL waits until it does. */
    @Test
    void theCancelWaitsForTheFirstResponseOfTheCallee() throws Exception {
        var caller = calls.named("cancel").pausing();
        var callee = calls.side("callee-rings-after-the-cancel");
        try (var answering = callee.answering(calls.calleePort);
                var calling = caller.calling(calls.server.sipPort)) {
            Eventually.isTrue(() -> callee.messages().contains("INVITE sip:"), calling::text);
            caller.goOn();
            assertEquals(0, calling.await(), caller::messages);
            assertEquals(0, callee.result(0, answering).count("CANCEL "));
            callee.goOn("INVITE sip:", calls.calleePort);

            calls.ended(caller, calling, callee, answering);
        }
    }

    @Test
    void theVerifierIsAskedOnceHoweverOftenTheInviteComes() throws Exception {
        verifier.holds();
        var caller =
                calls.side("caller-repeats-itself").headers(CallsIT.signed()).with("-nr");
        var callee = calls.side("callee-is-hung-up-on");
        try (var answering = callee.answering(calls.calleePort);
                var calling = caller.calling(calls.server.sipPort)) {
            verifier.awaitAsked();
            Eventually.isTrue(() -> caller.sent("INVITE") == 2, caller::messages);
            verifier.release();

            var both = calls.ended(caller, calling, callee, answering);
            assertEquals(1, both.callee().count("INVITE "));
        }
        assertEquals(1, verifier.asked());
    }

    /** Those that wait cost the others nothing, and no more than so many wait. */
    @Test
    void callsThatWaitForTheVerifierHoldUpNothing() throws Exception {
        verifier.holds();
        var callers = calls.side("caller-hangs-up").headers(CallsIT.signed()).with("-m", "25", "-r", "50");
        var callees = calls.side("callee-is-hung-up-on").with("-m", "25");
        try (var answering = callees.answering(calls.calleePort);
                var calling = callers.calling(calls.server.sipPort)) {
            Eventually.isTrue(() -> verifier.asked() == AT_ONCE && withoutVerdict() == 5, calling::text);
            var options = calls.named("options").run(calls.server.sipPort);
            assertEquals(0, options.exitCode(), options.messages());
            assertEquals(AT_ONCE, calls.server.metric("sipverify_calls_in_hand"));
            verifier.release();

            calls.ended(callers, calling, callees, answering);
        }
        assertEquals(AT_ONCE, verifier.asked());
    }

    private static long withoutVerdict() {
        return calls.server
                .program
                .text()
                .lines()
                .filter(line -> line.contains("error=VERIFIER_ERROR"))
                .count();
    }
}
