package org.sipverify.app.call;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.Headers;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;

/** What is counted of calls under the policy that is shipped. */
class CallMetricsTest {
    private final ShippedFlow shipped = new ShippedFlow();

    @AfterEach
    void close() {
        shipped.close();
    }

    @ParameterizedTest
    @MethodSource
    void verdictsAreCountedByReason(FakeCall call, Verification verification, String labels) throws Exception {
        shipped.flow(verification).onInvite(call);

        assertHas("sipverify_verdicts_total{" + labels + "} 1");
    }

    static Stream<Arguments> verdictsAreCountedByReason() {
        var valid = Verification.valid("+15551234567");
        return Stream.of(
                argumentSet("valid", FakeCall.withCredentials(), valid, "outcome=\"valid\",reason=\"none\""),
                argumentSet("nothing", FakeCall.bare(), valid, "outcome=\"none\",reason=\"none\""),
                argumentSet(
                        "malformed",
                        FakeCall.with(Headers.NONE.with("P-VVP-Identity", "?")),
                        valid,
                        "outcome=\"malformed\",reason=\"malformed\""),
                argumentSet(
                        "a code that is known",
                        FakeCall.withCredentials(),
                        Verification.invalid("TN_NOT_AUTHORIZED", "TN_RIGHTS_INVALID"),
                        "outcome=\"invalid\",reason=\"TN_NOT_AUTHORIZED\""),
                argumentSet(
                        "a code of the verifier's own",
                        FakeCall.withCredentials(),
                        Verification.invalid("TODAY_IS_15551234567", "TODAY_IS_15551234567"),
                        "outcome=\"invalid\",reason=\"other\""),
                argumentSet(
                        "no verdict",
                        FakeCall.withCredentials(),
                        Verification.error(NoVerdict.VERIFIER_UNREACHABLE),
                        "outcome=\"error\",reason=\"VERIFIER_UNREACHABLE\""));
    }

    @ParameterizedTest
    @MethodSource
    void theAgeOfThePassportIsThatAtArrival(long seconds, String line) throws Exception {
        var call = FakeCall.withCredentials();
        call.received(Instant.now().plusSeconds(seconds), Duration.ofMillis(1));

        shipped.flow(Verification.valid("")).onInvite(call);

        assertHas(line);
    }

    static Stream<Arguments> theAgeOfThePassportIsThatAtArrival() {
        return Stream.of(
                argumentSet("old", 90L, "sipverify_passport_age_seconds_bucket{le=\"120.0\"} 1"),
                argumentSet("not that old", 90L, "sipverify_passport_age_seconds_bucket{le=\"60.0\"} 0"),
                argumentSet("from the future", -30L, "sipverify_passports_ahead_total 1"),
                argumentSet("counts as new", -30L, "sipverify_passport_age_seconds_bucket{le=\"1.0\"} 1"));
    }

    @Test
    void eachRuleOfAPolicyIsThereBeforeItsFirstCall() {
        shipped.meters.counted(ShippedFlow.policy("""
                mode = observe
                rules = [{ name = premium, when { dest = "+1900*" }, action = reject, reason-code = 603 }]
                """));

        assertHas("sipverify_rulings_total{rule=\"premium\"} 0");
        assertHas("sipverify_observed_total{rule=\"premium\",would=\"reject\"} 0");
    }

    @Test
    void whatAPolicyWouldDoIsCounted() throws Exception {
        var observing = ShippedFlow.policy("mode = observe");

        shipped.flow(Verification.valid(""), "", observing).onInvite(FakeCall.bare());

        assertHas("sipverify_observed_total{rule=\"on-none\",would=\"reject\"} 1");
        assertHas("sipverify_rulings_total{rule=\"on-none\"} 1");
    }

    @Test
    void aPolicyThatEnforcesObservesNothing() throws Exception {
        shipped.flow(Verification.valid("")).onInvite(FakeCall.bare());

        assertHas("sipverify_observed_total{rule=\"on-none\",would=\"reject\"} 0");
    }

    private void assertHas(String beginning) {
        var page = shipped.meters.scrape();
        assertTrue(page.lines().anyMatch(line -> line.startsWith(beginning)), () -> beginning + " is not in\n" + page);
    }
}
