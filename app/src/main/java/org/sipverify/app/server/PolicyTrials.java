package org.sipverify.app.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sipverify.app.api.PolicyInForce;
import org.sipverify.app.call.DecisionPreview;
import org.sipverify.app.call.Policies;
import org.sipverify.app.call.ResponseBuilder;
import org.sipverify.app.config.ProposedPolicy;
import org.sipverify.app.config.ReloadableFile;
import org.sipverify.app.config.Settings;
import org.sipverify.policy.CallFacts;
import org.sipverify.policy.Policy;

/**
 * The policy in force, shown and tried, and others that are only tried.
 *
 * @param rulings how many calls each rule and section has decided on
 */
record PolicyTrials(
        Supplier<Settings> settings, ReloadableFile<Policies> policies, Supplier<Map<String, Long>> rulings) {

    PolicyInForce inForce() {
        var now = policies.get();
        var path = settings.get().policy().path().toString();
        return new PolicyInForce(
                now.main().mode().text(),
                now.main().summary(),
                new PolicyInForce.File(
                        path,
                        policies.digest(),
                        policies.since().toString(),
                        policies.kept().texts().getOrDefault(path, "")),
                policies.refused().map(it -> refused(it, path)).orElse(null),
                rulings(now.main()),
                List.copyOf(now.own().keySet()));
    }

    private static PolicyInForce.Refused refused(ReloadableFile.Refused version, String path) {
        return new PolicyInForce.Refused(
                version.when().toString(),
                version.mistake(),
                version.read().texts().getOrDefault(path, ""));
    }

    private List<PolicyInForce.Ruling> rulings(Policy policy) {
        var counts = rulings.get();
        var all = new ArrayList<PolicyInForce.Ruling>();
        policy.ruleNames()
                .forEach(rule -> all.add(new PolicyInForce.Ruling(rule, false, counts.getOrDefault(rule, 0L))));
        Stream.of(CallFacts.Outcome.values())
                .map(Policy::section)
                .forEach(section -> all.add(new PolicyInForce.Ruling(section, true, counts.getOrDefault(section, 0L))));
        return all;
    }

    /** Of a policy for the calls of every caller, or of those in force. */
    DecisionPreview preview(Optional<Policy> tried) {
        var now = settings.get();
        return new DecisionPreview(
                caller -> tried.orElseGet(() -> policies.get().of(caller)),
                now.verification().config(),
                now.redirection().numbers(),
                new ResponseBuilder(now.redirection().passThrough()));
    }

    /** A policy that is only tried; the main one if there is no text. */
    Policy proposed(Optional<String> text) {
        return text.map(new ProposedPolicy(settings.get(), policies.kept())::read)
                .orElseGet(() -> policies.get().main());
    }
}
