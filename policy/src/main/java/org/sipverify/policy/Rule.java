package org.sipverify.policy;

import java.util.List;
import java.util.stream.Collectors;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.policy.sip.Grammar;

/** An action, and the calls it applies to. The section of an outcome is also a rule: the last one. */
record Rule(String name, List<Condition> when, Action action, ConfigSection section) {
    /** Reads one of the rules of the list. */
    static Rule read(ConfigSection section, String defaultName, Target target, NumberLists lists) {
        var action = Action.read(section, target, List.of("name", "when"));
        var name = section.has("name") ? section.read("name", Rule::name) : defaultName;
        var when = section.has("when") ? Condition.read(section.section("when"), lists) : List.<Condition>of();
        return new Rule(name, when, action, section);
    }

    /** Reads the section of an outcome, such as on-valid. */
    static Rule read(String name, ConfigSection section, CallFacts.Outcome outcome, Target target) {
        var when = List.<Condition>of(new Condition.Verified(List.of(outcome)));
        return new Rule(name, when, Action.read(section, target, List.of()), section);
    }

    private static String name(String text) {
        if (text.isBlank() || Grammar.hasControls(text)) {
            throw new IllegalArgumentException("must be one line of text: logs and metrics show it");
        }
        return text;
    }

    boolean matches(DerivedFacts call) {
        return when.stream().allMatch(condition -> condition.holds(call));
    }

    /** A warning about it, with file and line. */
    String warning(String what) {
        return String.valueOf(section.mistake("when", what).getMessage());
    }

    /** Why this rule matches the call or not: the conditions that match, or the first ones that do not. */
    String explain(DerivedFacts call) {
        boolean matches = matches(call);
        var reasons = when.stream()
                .filter(condition -> matches || !condition.holds(call))
                .map(condition -> condition.explain(call))
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? "it has no conditions" : reasons;
    }
}
