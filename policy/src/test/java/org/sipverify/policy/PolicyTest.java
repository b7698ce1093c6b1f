package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.policy.CallFacts.Outcome.ERROR;
import static org.sipverify.policy.CallFacts.Outcome.INDETERMINATE;
import static org.sipverify.policy.CallFacts.Outcome.INVALID;
import static org.sipverify.policy.CallFacts.Outcome.MALFORMED;
import static org.sipverify.policy.CallFacts.Outcome.NONE;
import static org.sipverify.policy.CallFacts.Outcome.VALID;
import static org.sipverify.policy.CallFacts.Outcome.WARNING;
import static org.sipverify.policy.Policies.call;
import static org.sipverify.policy.Policies.facts;
import static org.sipverify.policy.Policies.soundWith;
import static org.sipverify.policy.Policies.withCaller;
import static org.sipverify.policy.Policies.withReason;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {
    private static final String RULES = """
            rules = [
              { name = trunks, when { source = "10.0.0.0/8" }, action = redirect, destination-template = "sip:{dest}@{target}" }
              { name = premium, when { dest = "+449*", outcome = [invalid, none] }, action = reject, reason-code = 603 }
              { when { outcome = invalid }, action = reject, reason-code = 608 }
            ]
            """;

    @ParameterizedTest
    @MethodSource
    void firstMatchWins(CallFacts facts, String rule, int status) {
        var result = soundWith(RULES).decide(facts);

        assertEquals(rule, result.rule());
        assertEquals(status, result.enforced().response().orElseThrow().status());
    }

    static Stream<Arguments> firstMatchWins() {
        return Stream.of(
                argumentSet("first", facts(INVALID, "10.1.1.1", "", "+449001", "c"), "trunks", 302),
                argumentSet("second", facts(INVALID, "192.0.2.1", "", "+449001", "c"), "premium", 603),
                argumentSet("third, without a name", facts(INVALID, "192.0.2.1", "", "+4420", "c"), "rule 3", 608),
                argumentSet("half a match", facts(VALID, "192.0.2.1", "", "+449001", "c"), "on-valid", 302),
                argumentSet("none", facts(NONE, "192.0.2.1", "", "+4420", "c"), "on-none", 428));
    }

    @ParameterizedTest
    @MethodSource
    void everyOutcomeHasItsSection(CallFacts.Outcome outcome, String rule, int status) {
        var result = soundWith("").decide(call(outcome));

        assertEquals(rule, result.rule());
        assertEquals(status, result.decided().response().orElseThrow().status());
        assertEquals(result.decided(), result.enforced());
    }

    static Stream<Arguments> everyOutcomeHasItsSection() {
        return Stream.of(
                argumentSet("valid", VALID, "on-valid", 302),
                argumentSet("invalid", INVALID, "on-invalid", 403),
                argumentSet("indeterminate", INDETERMINATE, "on-indeterminate", 302),
                argumentSet("warning without a section", WARNING, "on-indeterminate", 302),
                argumentSet("error, by substitution", ERROR, "on-error", 302),
                argumentSet("none", NONE, "on-none", 428),
                argumentSet("malformed", MALFORMED, "on-malformed", 400));
    }

    @Test
    void warningHasItsOwnSectionWhereThereIsOne() {
        var result = soundWith("on-warning = ${on-valid}").decide(call(WARNING));

        assertEquals("on-warning", result.rule());
        assertEquals(
                new Decision.Redirect(
                        302, "Moved Temporarily", Uri.of("sip:+442071230002@valid.example.com"), List.of()),
                result.enforced());
    }

    @Test
    void codesAndPhrasesAreTheOperators() {
        var policy = soundWith("on-valid { status = 306, reason-phrase = branded }\non-none.reason-code = 699");

        var branded = policy.decide(call(VALID)).decided().response().orElseThrow();
        var failure = policy.decide(call(NONE)).decided().response().orElseThrow();

        assertEquals("306 branded redirect", branded.status() + " " + branded.reasonPhrase() + " " + branded.action());
        assertEquals(
                "699 Global Failure reject", failure.status() + " " + failure.reasonPhrase() + " " + failure.action());
    }

    @Test
    void observingSendsEveryCallToOnValidsDestination() {
        var policy = soundWith("mode = observe\non-valid { status = 307, headers { X-Verified = yes } }");

        var result = policy.decide(withReason(call(MALFORMED), "bad base64"));

        assertEquals("on-malformed", result.rule());
        assertEquals(
                new Decision.Reject(400, "Bad Request", List.of(new Field("X-VVP-Error", "bad base64"))),
                result.decided());
        assertEquals(
                new Decision.Redirect(307, "Redirection", Uri.of("sip:+442071230002@valid.example.com"), List.of()),
                result.enforced());
        assertEquals(true, result.observed());
    }

    @Test
    void headersThatWouldBreakTheMessageAreRefusedByName() {
        var policy = soundWith("""
                on-valid.headers { X-Brand = "{brand_name}", X-Caller = "{caller_id}", X-Logo = "{brand_logo}" }
                """);

        var result = policy.decide(withCaller(call(VALID), "+15551230001", "ACME\r\nContact: <sip:evil>"));

        assertEquals(List.of("X-Brand"), result.refused());
        assertEquals(
                List.of(new Field("X-Caller", "+15551230001")), result.decided().headers());
    }

    @Test
    void explainsEachRuleDownToTheOneThatTakesTheCall() {
        var policy = soundWith(RULES);

        var premium = explained(policy, facts(NONE, "192.0.2.1", "", "+449001", "c"));
        var none = explained(policy, facts(NONE, "192.0.2.1", "", "+4420", "c"));

        assertEquals(
                List.of(
                        "rule 'trunks': no match: source 192.0.2.1 is not in [10.0.0.0/8]",
                        "rule 'premium': match: dest \"+449001\" matches [+449*]; outcome none is in [invalid, none]"),
                premium);
        assertEquals(
                List.of(
                        "rule 'trunks': no match: source 192.0.2.1 is not in [10.0.0.0/8]",
                        "rule 'premium': no match: dest \"+4420\" does not match [+449*]",
                        "rule 'rule 3': no match: outcome none is not in [invalid]",
                        "section 'on-none': match: outcome none is in [none]"),
                none);
    }

    private static List<String> explained(Policy policy, CallFacts facts) {
        return policy.explain(facts).stream().map(Policy.Tried::text).toList();
    }

    @Test
    void describesItself() {
        var policy = soundWith(RULES);

        assertEquals(Policy.Mode.ENFORCE, policy.mode());
        assertEquals(List.of("trunks", "premium", "rule 3"), policy.ruleNames());
    }
}
