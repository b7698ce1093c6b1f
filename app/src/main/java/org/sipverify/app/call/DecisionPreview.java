package org.sipverify.app.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipverify.policy.CallFacts;
import org.sipverify.policy.Decision;
import org.sipverify.policy.Decision.Presentation;
import org.sipverify.policy.Policy;
import org.sipverify.policy.PolicyResult;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Invite;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;
import org.sipverify.verifier.http.HttpVerifier;

/**
 * What a policy would do with an INVITE, and why. Nothing is sent and no verifier is asked.
 *
 * @param policies the policy for the calls of each caller
 * @param verifier how verdicts become outcomes
 */
public record DecisionPreview(
        Function<NamedCaller, Policy> policies,
        VerifierConfig verifier,
        NumberRules numbers,
        ResponseBuilder responses) {
    /** With what decides about calls now. */
    public static DecisionPreview of(CallRules now) {
        return new DecisionPreview(now.policies()::of, now.verifier(), now.numbers(), now.responses());
    }

    /**
     * Explains every verdict that the INVITE could get.
     *
     * @return one block of lines for each verdict; text of the caller in them is not escaped
     */
    public List<List<String>> ofEveryVerdict(Invite invite) {
        return explained(
                invite,
                credentials -> List.of(
                        Verification.valid(""),
                        Verification.invalid("SIGNATURE_INVALID", ""),
                        Verification.indeterminate("", ""),
                        Verification.error(NoVerdict.VERIFIER_TIMEOUT)));
    }

    /**
     * Explains what follows from one answer of the verifier, unless the INVITE would not reach it.
     *
     * @param reply the body of the answer, JSON
     */
    public List<List<String>> ofVerdict(Invite invite, byte[] reply) {
        return explained(invite, credentials -> List.of(HttpVerifier.ofReply(reply, credentials)));
    }

    private interface Verdicts {
        List<Verification> on(Credentials credentials);
    }

    private static String from(CallFacts.Arrival arrival) {
        return arrival.caller().isEmpty() ? arrival.source() : arrival.source() + " (" + arrival.caller() + ")";
    }

    private List<List<String>> explained(Invite invite, Verdicts verdicts) {
        return findings(invite, verdicts).stream()
                .map(finding -> explained(invite, finding))
                .toList();
    }

    private List<Finding> findings(Invite invite, Verdicts verdicts) {
        Optional<Credentials> credentials;
        try {
            credentials = Credentials.read(invite.headers()::all);
        } catch (MalformedCredentialsException e) {
            return List.of(Finding.malformed(e.reason()));
        }
        return credentials
                .map(it -> verdicts.on(it).stream()
                        .map(verdict -> Finding.of(verdict, it.passport(), verifier))
                        .toList())
                .orElse(List.of(Finding.none()));
    }

    /**
     * How a policy comes to its decision.
     *
     * @param tried the rules that were looked at, in order
     * @param sent the lines of the response, or where the call is bridged to and how
     */
    public record Ruling(
            CallFacts facts, CallParties parties, List<Policy.Tried> tried, PolicyResult result, List<String> sent) {}

    /** What follows from one finding. */
    public Ruling ruling(Invite invite, Finding finding) {
        var parties = CallParties.of(invite, numbers);
        var policy = policies.apply(parties.caller());
        var facts = finding.facts(invite, parties);
        var result = policy.decide(facts);
        var sent = result.enforced()
                .match(
                        redirect -> response(responses.to(invite, finding, redirect)),
                        reject -> response(responses.to(invite, finding, reject)),
                        DecisionPreview::bridge);
        return new Ruling(facts, parties, policy.explain(facts), result, sent.toList());
    }

    private List<String> explained(Invite invite, Finding finding) {
        var ruling = ruling(invite, finding);
        var parties = ruling.parties();
        var result = ruling.result();
        var lines = new ArrayList<String>();
        lines.add("%s: %s calls %s from %s"
                .formatted(
                        finding.outcome().text(),
                        parties.orig(),
                        parties.dest(),
                        from(ruling.facts().call().arrival())));
        ruling.tried().forEach(rule -> lines.add("  " + rule.text()));
        if (result.observed()) {
            lines.add("  decided: %s by %s; not done, because the policy only observes"
                    .formatted(result.decided().action(), result.rule()));
        }
        result.refused().forEach(name -> lines.add("  left out: " + name + ": its value holds a control character"));
        ruling.sent().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static Stream<String> response(Answer answer) {
        var fields = Stream.concat(answer.headers().fields().stream(), answer.expendable().fields().stream());
        return Stream.concat(
                Stream.of("SIP/2.0 " + answer.status() + " " + answer.reason()),
                fields.map(field -> field.name() + ": " + field.value()));
    }

    /** The INVITE to each target in order, and what the policy says about all of them. */
    private static Stream<String> bridge(Decision.Bridge bridge) {
        var failOver = bridge.failOver();
        var lines = new ArrayList<String>();
        for (var target : bridge.targets()) {
            lines.add((lines.isEmpty() ? "INVITE " : "then INVITE ") + target);
        }
        bridge.headers().forEach(field -> lines.add(field.name() + ": " + field.value()));
        lines.add("each target has %d ms to answer; the next one is tried after that, and after %s"
                .formatted(failOver.ringTimeout().toMillis(), listed(failOver.on())));
        lines.add("an address that sends no response within %d ms is given up"
                .formatted(failOver.responseTimeout().toMillis()));
        lines.add(
                failOver.redirects() == 0
                        ? "redirects of targets go to the caller"
                        : "up to %d redirects are followed".formatted(failOver.redirects()));
        lines.add("the verdict is shown by: "
                + listed(bridge.present().stream().map(Presentation::text).toList()));
        lines.add("copied: " + listed(bridge.passing().copy()) + "; removed: "
                + listed(bridge.passing().remove()));
        lines.add(transfer(bridge.transfer()));
        return lines.stream();
    }

    private static String transfer(Decision.Transfer transfer) {
        return switch (transfer.refer()) {
            case RELAY -> "a REFER within the call is passed on to the other side";
            case REJECT -> "a REFER within the call is declined";
            case HANDLE -> "a REFER within the call is carried out, to " + listed(transfer.to()) + " at these targets";
        };
    }

    private static String listed(Collection<?> values) {
        return values.isEmpty()
                ? "nothing"
                : values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
