package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.policy.CallFacts.Outcome.INVALID;
import static org.sipverify.policy.CallFacts.Outcome.NONE;
import static org.sipverify.policy.CallFacts.Outcome.VALID;
import static org.sipverify.policy.Policies.call;
import static org.sipverify.policy.Policies.soundWith;
import static org.sipverify.policy.Policies.validCallTo;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.number.NumberPattern;
import org.sipverify.policy.Decision.FailOver;
import org.sipverify.policy.Decision.Passing;
import org.sipverify.policy.Decision.Presentation;
import org.sipverify.policy.Decision.Refer;
import org.sipverify.policy.Decision.Transfer;

/** Calls that are bridged. */
class BridgeTest {
    private static final String BRIDGE =
            "on-valid = { action = bridge, destination-template = \"sip:{dest}@{target}\" }\n";
    private static final Uri PBX = Uri.of("sip:+442071230002@pbx.example.com:5060");
    private static final Passing NOTHING = new Passing(List.of(), List.of());
    private static final Duration RESPONSE = Duration.ofSeconds(5);
    private static final FailOver USUAL =
            new FailOver(Duration.ofSeconds(30), Set.of(408, 480, 500, 502, 503, 504), 0, RESPONSE);

    @ParameterizedTest
    @MethodSource
    void readsEachKey(String more, Decision expected) {
        assertEquals(expected, soundWith(BRIDGE + more).decide(call(VALID)).decided());
    }

    static Stream<Arguments> readsEachKey() {
        return Stream.of(
                bridge("none but the target", "", NOTHING, Set.of(Presentation.X_VVP), USUAL),
                bridge(
                        "copy",
                        "on-valid.copy = [X-Customer, \" privacy \", s]",
                        new Passing(List.of("X-Customer", "privacy", "Subject"), List.of()),
                        Set.of(Presentation.X_VVP),
                        USUAL),
                bridge(
                        "remove",
                        "on-valid.remove = User-to-User",
                        new Passing(List.of(), List.of("User-to-User")),
                        Set.of(Presentation.X_VVP),
                        USUAL),
                bridge(
                        "present",
                        "on-valid.present = [attestation, logo, brand-name, verstat, x-vvp]",
                        NOTHING,
                        Set.of(Presentation.values()),
                        USUAL),
                bridge("present nothing", "on-valid.present = []", NOTHING, Set.of(), USUAL),
                bridge(
                        "logo of the caller, while none is presented",
                        "on-valid.copy = call-info",
                        new Passing(List.of("call-info"), List.of()),
                        Set.of(Presentation.X_VVP),
                        USUAL),
                bridge(
                        "shortest ring-timeout",
                        "on-valid.ring-timeout = 1s",
                        NOTHING,
                        Set.of(Presentation.X_VVP),
                        new FailOver(Duration.ofSeconds(1), USUAL.on(), 0, Duration.ofSeconds(1))),
                bridge(
                        "longest ring-timeout",
                        "on-valid.ring-timeout = 3 minutes",
                        NOTHING,
                        Set.of(Presentation.X_VVP),
                        new FailOver(Duration.ofMinutes(3), USUAL.on(), 0, RESPONSE)),
                bridge(
                        "shortest response-timeout",
                        "on-valid.response-timeout = 500ms",
                        NOTHING,
                        Set.of(Presentation.X_VVP),
                        new FailOver(USUAL.ringTimeout(), USUAL.on(), 0, Duration.ofMillis(500))),
                bridge(
                        "response-timeout as long as ring-timeout",
                        "on-valid.response-timeout = 30s",
                        NOTHING,
                        Set.of(Presentation.X_VVP),
                        new FailOver(USUAL.ringTimeout(), USUAL.on(), 0, USUAL.ringTimeout())),
                bridge(
                        "fail-over-on",
                        "on-valid.fail-over-on = [699, 486, 400]",
                        NOTHING,
                        Set.of(Presentation.X_VVP),
                        new FailOver(USUAL.ringTimeout(), Set.of(400, 486, 699), 0, RESPONSE)),
                bridge(
                        "fail-over-on nothing",
                        "on-valid.fail-over-on = []",
                        NOTHING,
                        Set.of(Presentation.X_VVP),
                        new FailOver(USUAL.ringTimeout(), Set.of(), 0, RESPONSE)),
                bridge(
                        "follow-redirects",
                        "on-valid.follow-redirects = 10",
                        NOTHING,
                        Set.of(Presentation.X_VVP),
                        new FailOver(USUAL.ringTimeout(), USUAL.on(), 10, RESPONSE)),
                argumentSet(
                        "headers",
                        "on-valid.headers { X-Account = \"42\", X-Outcome = \"{outcome}\", P-Asserted-Identity = \"<sip:a@b>\" }",
                        new Decision.Bridge(
                                List.of(PBX),
                                List.of(
                                        new Field("P-Asserted-Identity", "<sip:a@b>"),
                                        new Field("X-Account", "42"),
                                        new Field("X-Outcome", "valid")),
                                NOTHING,
                                Set.of(Presentation.X_VVP),
                                USUAL,
                                Transfer.RELAYED)),
                transfer("refer = relay", "on-valid.refer = relay", Transfer.RELAYED),
                transfer("refer = reject", "on-valid.refer = Reject", new Transfer(Refer.REJECT, List.of())),
                transfer(
                        "refer = handle",
                        "on-valid { refer = handle, refer-to = [\"2*\", \"+4420*\"] }",
                        new Transfer(
                                Refer.HANDLE,
                                Stream.of("2*", "+4420*")
                                        .map(NumberPattern::parse)
                                        .toList())));
    }

    private static Arguments bridge(
            String name, String more, Passing passing, Set<Presentation> present, FailOver failOver) {
        return argumentSet(
                name, more, new Decision.Bridge(List.of(PBX), List.of(), passing, present, failOver, Transfer.RELAYED));
    }

    private static Arguments transfer(String name, String more, Transfer transfer) {
        return argumentSet(
                name,
                more,
                new Decision.Bridge(List.of(PBX), List.of(), NOTHING, Set.of(Presentation.X_VVP), USUAL, transfer));
    }

    @ParameterizedTest
    @MethodSource
    void callsTheTargetsInOrder(String template, String dest, String expected) {
        var policy = soundWith(BRIDGE + "on-valid.destination-template = " + template);

        var decided = policy.decide(validCallTo(dest)).decided();

        assertEquals(
                expected,
                decided.match(
                        redirect -> "",
                        reject -> reject.status() + " " + reject.reasonPhrase() + " " + reject.headers(),
                        bridge -> bridge.targets().toString()));
    }

    static Stream<Arguments> callsTheTargetsInOrder() {
        var two = "[\"sip:{dest}@b;transport=TCP\", \"sips:{dest}@a\"]";
        var incomplete = "484 Address Incomplete []";
        return Stream.of(
                argumentSet("one", "\"sip:{dest}@b\"", "+44", "[sip:+44@b]"),
                argumentSet("a list", two, "+44", "[sip:+44@b;transport=TCP, sips:+44@a]"),
                argumentSet(
                        "encoded",
                        two,
                        "a@c;maddr=x",
                        "[sip:a%40c%3Bmaddr%3Dx@b;transport=TCP, sips:a%40c%3Bmaddr%3Dx@a]"),
                argumentSet("no number", two, "", incomplete),
                argumentSet("no number for one of them", "[\"sip:{dest}@b\", \"sip:desk@b\"]", "", "[sip:desk@b]"),
                argumentSet(
                        "a host needs no number", "\"sip:announcements.example\"", "", "[sip:announcements.example]"),
                argumentSet(
                        "the target of the configuration",
                        "\"sip:{dest}@{target}\"",
                        "1",
                        "[sip:1@pbx.example.com:5060]"));
    }

    @Test
    void headersForTheTargetDoNotReachACallerWithoutANumber() {
        var policy = soundWith(BRIDGE + "on-valid.headers { X-Account = \"42\" }");

        assertEquals(List.of(), policy.decide(validCallTo("")).decided().headers());
    }

    @Test
    void observingSaysBridge() {
        var policy = soundWith(
                "mode = observe\non-none { action = bridge, reason-code = null, destination-template = \"sip:a@b\" }");

        var result = policy.decide(call(NONE));

        assertEquals("bridge", result.decided().action());
        assertEquals("redirect", result.enforced().action());
    }

    @Test
    void observingBridgesWhereOnValidDoes() {
        var policy = soundWith("mode = observe\n" + BRIDGE + """
                on-valid { present = [verstat], headers { X-A = a }, remove = [Reason], ring-timeout = 5s, fail-over-on = 503 }
                on-valid.refer = reject
                """);

        var result = policy.decide(call(INVALID));

        assertEquals("reject", result.decided().action());
        assertEquals(
                new Decision.Bridge(
                        List.of(PBX),
                        List.of(),
                        new Passing(List.of(), List.of("Reason")),
                        Set.of(),
                        new FailOver(Duration.ofSeconds(5), Set.of(503), 0, RESPONSE),
                        new Transfer(Refer.REJECT, List.of())),
                result.enforced());
    }

    @Test
    void knowsWhetherItBridges() {
        assertFalse(soundWith("").bridges());
        assertTrue(soundWith(BRIDGE).bridges());
        assertTrue(soundWith("rules = [{ action = bridge, destination-template = \"sip:a@b\" }]")
                .bridges());
    }

    @Test
    void namesItsTargetsWithoutTheValuesOfCalls() {
        var policy = """
                rules = [
                  { action = bridge, destination-template = ["sip:{dest}@a.example;transport=tcp", "sips:x@b.example:5071"] }
                  { action = redirect, destination-template = "sip:{dest}@c.example" }
                  { action = bridge, destination-template = "sip:9{dest}@a.example;x=1{orig}" }
                ]
                """ + BRIDGE;

        assertEquals(
                List.of(
                        "sip:a.example;transport=tcp",
                        "sips:x@b.example:5071",
                        "sip:9@a.example;x=1",
                        "sip:pbx.example.com:5060"),
                List.copyOf(soundWith(policy).bridgeTargets()));
        assertEquals(
                List.of("sip:pbx.example.com:5060"),
                List.copyOf(soundWith("mode = observe\n" + policy).bridgeTargets()));
        assertEquals(List.of(), List.copyOf(soundWith("").bridgeTargets()));
    }

    @Test
    void bridgesUdpFromAnyoneOnRequestOnly() {
        assertFalse(soundWith(BRIDGE).bridgesUdpFromAnyone());
        assertTrue(soundWith("bridge-udp-from-anyone = true").bridgesUdpFromAnyone());
    }

    @Test
    void aBridgeHasNoFinalResponse() {
        var decided = soundWith(BRIDGE).decide(call(VALID)).decided();

        assertTrue(decided.response().isEmpty());
        assertEquals("bridge", decided.action());
    }
}
