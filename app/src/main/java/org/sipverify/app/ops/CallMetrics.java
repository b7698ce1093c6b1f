package org.sipverify.app.ops;

import static org.sipverify.app.ops.Meters.each;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sipverify.app.call.CallObservation;
import org.sipverify.app.call.CallObserver;
import org.sipverify.app.call.CallParties;
import org.sipverify.app.call.CallResult;
import org.sipverify.app.call.Finding;
import org.sipverify.app.call.Response;
import org.sipverify.policy.CallFacts.Outcome;
import org.sipverify.policy.Policy;
import org.sipverify.sip.IncomingCall;
import org.sipverify.verifier.credentials.Passport;

/** What calls were found to be, and what was done with them. */
final class CallMetrics implements CallObserver {
    private static final List<String> ACTIONS = List.of("redirect", "reject", "bridge");
    private static final List<String> DECISIONS =
            Stream.concat(ACTIONS.stream(), Stream.of(Response.FAILED)).toList();

    private final Meters meters;
    private final Map<Answered, Timer> answers;
    private final Map<Verdict, Counter> verdicts;
    private final Map<String, Counter> rulings;
    private final Map<Observed, Counter> observed;
    private final Counter refused;
    private final DistributionSummary ages;
    private final Counter ahead;

    private record Answered(Outcome outcome, String decision) {}

    private record Verdict(Outcome outcome, String reason) {}

    private record Observed(String rule, String would) {}

    CallMetrics(Meters meters) {
        this.meters = meters;
        this.answers = each(
                pairs(List.of(Outcome.values()), outcome -> DECISIONS.stream().map(it -> new Answered(outcome, it))),
                this::answer);
        this.verdicts = each(
                pairs(List.of(Outcome.values()), outcome -> VerdictReason.of(outcome)
                        .map(reason -> new Verdict(outcome, reason))),
                this::verdict);
        var sections = Stream.of(Outcome.values()).map(Policy::section).toList();
        this.rulings = each(sections, this::ruling);
        this.observed = each(pairs(sections, CallMetrics::observations), this::observation);
        this.refused = meters.counter("sipverify.headers.refused", "Policy headers left out: control characters");
        this.ages = meters.seconds(
                "sipverify.passport.age",
                "Age of PASSporTs when their INVITE arrives, by iat; those from the future count as 0",
                1,
                2,
                5,
                10,
                20,
                30,
                45,
                60,
                120,
                300,
                3600);
        this.ahead = meters.counter(
                "sipverify.passports.ahead", "PASSporTs whose iat is more than a second after their INVITE arrives");
    }

    private static <A, B> Collection<B> pairs(Collection<A> first, Function<A, Stream<B>> pairsOf) {
        return first.stream().flatMap(pairsOf).toList();
    }

    /** From now on each rule of this policy has its counters. */
    void counted(Policy policy) {
        policy.ruleNames().forEach(rule -> {
            rulings.computeIfAbsent(rule, this::ruling);
            if (policy.mode() == Policy.Mode.OBSERVE) {
                observations(rule).forEach(it -> observed.computeIfAbsent(it, this::observation));
            }
        });
    }

    private static Stream<Observed> observations(String rule) {
        return ACTIONS.stream().map(action -> new Observed(rule, action));
    }

    /** How many calls each rule and section has decided on. */
    Map<String, Long> rulings() {
        var counts = new TreeMap<String, Long>();
        rulings.forEach((rule, calls) -> counts.put(rule, (long) calls.count()));
        return counts;
    }

    private Timer answer(Answered labels) {
        return meters.timer(
                "sipverify.answer.time",
                "From INVITE to final answer",
                "outcome",
                labels.outcome().text(),
                "decision",
                labels.decision());
    }

    private Counter verdict(Verdict labels) {
        return meters.counter(
                "sipverify.verdicts",
                "Calls by what verification found, and why",
                "outcome",
                labels.outcome().text(),
                "reason",
                labels.reason());
    }

    private Counter ruling(String rule) {
        return meters.counter(
                "sipverify.rulings", "Calls by the rule or section of the policy that decided", "rule", rule);
    }

    private Counter observation(Observed labels) {
        return meters.counter(
                "sipverify.observed",
                "Calls that a policy in mode observe let pass, by rule and by what it would have done",
                "rule",
                labels.rule(),
                "would",
                labels.would());
    }

    @Override
    public CallObservation started(IncomingCall call, CallParties parties) {
        return new Observation(call.invite().receivedAt());
    }

    private final class Observation implements CallObservation {
        private final Instant arrived;

        Observation(Instant arrived) {
            this.arrived = arrived;
        }

        @Override
        public void verified(Finding finding) {
            var outcome = finding.outcome();
            var labels = new Verdict(
                    outcome, VerdictReason.label(outcome, finding.verdict().reason()));
            verdicts.computeIfAbsent(labels, CallMetrics.this::verdict).increment();
            finding.passport().ifPresent(this::aged);
        }

        private void aged(Passport passport) {
            passport.iat().ifPresent(iat -> {
                var age = Duration.between(Instant.ofEpochSecond(iat), arrived).toMillis() / 1000.0;
                ages.record(Math.max(age, 0));
                ahead.increment(age < -1 ? 1 : 0);
            });
        }

        @Override
        public void answered(CallResult result) {
            var response = result.response();
            var policy = response.policy();
            answers.computeIfAbsent(
                            new Answered(result.finding().outcome(), response.decision()), CallMetrics.this::answer)
                    .record(result.took());
            rulings.computeIfAbsent(policy.rule(), CallMetrics.this::ruling).increment();
            if (policy.observed()) {
                observed.computeIfAbsent(
                                new Observed(policy.rule(), policy.decided().action()), CallMetrics.this::observation)
                        .increment();
            }
            refused.increment(policy.refused().size());
        }
    }
}
