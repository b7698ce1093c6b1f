package org.sipverify.policy;

import java.util.List;
import java.util.stream.Collectors;
import org.sipverify.formats.config.ConfigSection;

/** An action, and the calls it applies to. The section of an outcome is also a rule: the last one. */
record Rule(String name, List<Condition> when, Action action) {
    /** Reads one of the rules of the list. */
    static Rule read(ConfigSection section, String defaultName, Target target) {
        var action = Action.read(section, target, List.of("name", "when"));
        var name = section.has("name") ? section.read("name", Rule::name) : defaultName;
        return new Rule(name, section.has("when") ? Condition.read(section.section("when")) : List.of(), action);
    }

    /** Reads the section of an outcome, such as on-valid. */
    static Rule read(String name, ConfigSection section, CallFacts.Outcome outcome, Target target) {
        var when = List.<Condition>of(new Condition.Verified(List.of(outcome)));
        return new Rule(name, when, Action.read(section, target, List.of()));
    }

    private static String name(String text) {
        if (text.isBlank() || Grammar.hasControls(text)) {
            throw new IllegalArgumentException("must be one line of text: logs and metrics show it");
        }
        return text;
    }

    boolean matches(CallFacts facts) {
        return when.stream().allMatch(condition -> condition.holds(facts));
    }

    /** Whether this rule matches the call: the conditions that match, or the first ones that do not. */
    String explain(CallFacts facts) {
        boolean matches = matches(facts);
        var reasons = when.stream()
                .filter(condition -> matches || !condition.holds(facts))
                .map(condition -> condition.explain(facts))
                .collect(Collectors.joining("; "));
        return "'" + name + "': " + (matches ? "match" : "no match") + ": "
                + (reasons.isEmpty() ? "it has no conditions" : reasons);
    }
}
