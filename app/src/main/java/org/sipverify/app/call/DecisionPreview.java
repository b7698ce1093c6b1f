package org.sipverify.app.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sipverify.policy.CallFacts;
import org.sipverify.policy.Policy;
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

    private List<String> explained(Invite invite, Finding finding) {
        var parties = CallParties.of(invite, numbers);
        var policy = policies.apply(parties.caller());
        var facts = finding.facts(invite, parties);
        var call = facts.call().arrival();
        var result = policy.decide(facts);
        var answer = responses.to(invite, finding, result);
        var lines = new ArrayList<String>();
        lines.add("%s: %s calls %s from %s"
                .formatted(finding.outcome().text(), parties.orig(), parties.dest(), from(call)));
        policy.explain(facts).forEach(line -> lines.add("  " + line));
        if (result.observed()) {
            lines.add("  decided: %s by %s; not done, because the policy only observes"
                    .formatted(result.decided().action(), result.rule()));
        }
        result.refused().forEach(name -> lines.add("  left out: " + name + ": its value holds a control character"));
        lines.add("  SIP/2.0 " + answer.status() + " " + answer.reason());
        Stream.concat(answer.headers().fields().stream(), answer.expendable().fields().stream())
                .forEach(field -> lines.add("  " + field.name() + ": " + field.value()));
        return lines;
    }
}
