package org.sipverify.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipverify.formats.text.Spelling;
import org.sipverify.policy.CallFacts.Outcome;

/** Finds rules that no call can reach. It names only those of which that is certain. */
public final class PolicyWarnings {
    /**
     * What the rest of the configuration says about calls.
     *
     * @param warnings whether a verdict with reservations is an outcome of its own
     * @param certificates whether callers may be asked for a TLS certificate
     * @param callers the names of the named callers
     */
    public record Context(boolean warnings, boolean certificates, Set<String> callers) {
        /** Keeps its own set. */
        public Context {
            callers = Set.copyOf(callers);
        }
    }

    private final Context context;

    private PolicyWarnings(Context context) {
        this.context = context;
    }

    /** The warnings about these rules, in their order, at most one a rule. */
    static List<String> of(List<Rule> rules, Context context) {
        var check = new PolicyWarnings(context);
        var warnings = new ArrayList<String>();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            var earlier = rules.subList(0, i);
            check.impossible(rule)
                    .or(() -> shadow(rule, earlier))
                    .map(why -> rule.warning("rule \"" + rule.name() + "\" matches no call: " + why))
                    .ifPresent(warnings::add);
        }
        return warnings;
    }

    /** Everything that this rule matches is matched by an earlier one. */
    private static Optional<String> shadow(Rule rule, List<Rule> earlier) {
        return earlier.stream()
                .filter(candidate -> candidate.when().stream()
                        .allMatch(wider -> rule.when().stream().anyMatch(wider::isImpliedBy)))
                .findFirst()
                .map(first -> "rule \"" + first.name() + "\" before it takes "
                        + (first.when().isEmpty() ? "every call" : "all of its calls"));
    }

    private Optional<String> impossible(Rule rule) {
        return contradiction(rule).or(() -> rule.when().stream()
                .flatMap(condition -> unknown(condition).stream())
                .findFirst());
    }

    /** Of the outcomes that the conditions leave, there must be one. */
    private Optional<String> contradiction(Rule rule) {
        var left = EnumSet.allOf(Outcome.class);
        if (!context.warnings()) {
            left.remove(Outcome.WARNING);
        }
        for (var condition : rule.when()) {
            if (condition instanceof Condition.Verified verified) {
                left.retainAll(verified.outcomes());
                if (left.isEmpty()) {
                    return Optional.of("there is no outcome warning unless verifier.warning-as = warning");
                }
            }
        }
        for (var condition : rule.when()) {
            var possible = outcomes(condition);
            if (possible.stream().noneMatch(left::contains)) {
                return Optional.of(needs(condition) + ", never with outcome "
                        + Spelling.listed(left.stream().map(Outcome::text).toList(), "or"));
            }
        }
        return Optional.empty();
    }

    /** The outcomes that a condition can go with. */
    private static Set<Outcome> outcomes(Condition condition) {
        if (condition.equals(new Condition.Brand(true))) {
            return EnumSet.of(Outcome.VALID, Outcome.WARNING);
        }
        if (condition instanceof TextCondition text && !text.matches("")) {
            return switch (text.kind()) {
                case SIGNER -> EnumSet.complementOf(EnumSet.of(Outcome.NONE, Outcome.MALFORMED));
                case ERROR -> EnumSet.complementOf(EnumSet.of(Outcome.NONE));
                case CALLER, TLS_IDENTITY -> EnumSet.allOf(Outcome.class);
            };
        }
        return EnumSet.allOf(Outcome.class);
    }

    private static String needs(Condition condition) {
        return condition instanceof TextCondition text
                ? "there is " + (text.kind() == TextCondition.Kind.SIGNER ? "a signer" : "an error")
                        + " only where there are credentials"
                : "a brand is shown only when it is verified";
    }

    /** What the rest of the configuration does not have. */
    private Optional<String> unknown(Condition condition) {
        if (!(condition instanceof TextCondition text) || text.matches("")) {
            return Optional.empty();
        }
        return switch (text.kind()) {
            case CALLER ->
                context.callers().stream().anyMatch(text::matches)
                        ? Optional.empty()
                        : Optional.of("no caller in callers has the name " + text.patterns());
            case TLS_IDENTITY ->
                context.certificates()
                        ? Optional.empty()
                        : Optional.of("no caller has a verified certificate while sip.tls.client-auth is none");
            case SIGNER, ERROR -> Optional.empty();
        };
    }
}
