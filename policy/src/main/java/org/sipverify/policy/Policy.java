package org.sipverify.policy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigResolveOptions;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.FileTexts;

/**
 * The operator's rules: the first match wins, and a call that matches no rule goes to the section of its outcome.
 * Immutable.
 */
public final class Policy {
    private static final String UDP_FROM_ANYONE = "bridge-udp-from-anyone";
    private static final String FALLBACK = section(CallFacts.Outcome.INDETERMINATE);
    private static final List<String> KEYS = Stream.concat(
                    Stream.of("mode", "rules", UDP_FROM_ANYONE),
                    Stream.of(CallFacts.Outcome.values()).map(Policy::section))
            .toList();

    private final Mode mode;
    private final boolean bridgesUdpFromAnyone;
    private final List<Rule> rules;
    private final Map<CallFacts.Outcome, Rule> sections;

    /** Whether decisions are carried out. */
    public enum Mode {
        /** Decide and apply the decision. */
        ENFORCE,
        /** Decide and log, but redirect or bridge every call to on-valid's destination. */
        OBSERVE;

        /** The name used in policy files: enforce or observe. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Policy(Mode mode, boolean bridgesUdpFromAnyone, List<Rule> rules, Map<CallFacts.Outcome, Rule> sections) {
        this.mode = mode;
        this.bridgesUdpFromAnyone = bridgesUdpFromAnyone;
        this.rules = rules;
        this.sections = sections;
    }

    /**
     * Reads a policy file, which is self-contained but for lists of numbers: no includes, no environment, no system
     * properties.
     *
     * @param target what {@code {target}} stands for, as {@link Target#parse} reads it
     * @throws ConfigException at the first mistake, naming file, line and key
     * @throws IllegalArgumentException when the target is not valid
     */
    public static Policy read(File file, String target) {
        return read(file, target, FileTexts.DISK);
    }

    /** Likewise, with the texts of the file and of the lists that it names from elsewhere. */
    public static Policy read(File file, String target, FileTexts texts) {
        var home = Objects.requireNonNullElse(file.toPath().getParent(), Path.of(""));
        return PolicyFile.read(file, texts, config -> from(config, home, target, texts));
    }

    /** Reads a policy that is already parsed; otherwise as {@link #read(File, String)}. */
    public static Policy from(Config config, String target) {
        return from(config, Path.of(""), target, FileTexts.DISK);
    }

    private static Policy from(Config config, Path home, String target, FileTexts texts) {
        var root = ConfigSection.root(config.resolve(ConfigResolveOptions.noSystem()), home);
        root.onlyKeys(KEYS);
        var where = Target.parse(target);
        var policy = new Policy(
                mode(root),
                root.has(UDP_FROM_ANYONE) && root.flag(UDP_FROM_ANYONE),
                rules(root, where, new NumberLists(texts)),
                sections(root, where));
        if (policy.mode == Mode.OBSERVE && policy.onValid() instanceof Action.Reject) {
            throw root.mistake(
                    "mode", "observe sends every call where on-valid redirects or bridges it, but on-valid rejects");
        }
        return policy;
    }

    private static Mode mode(ConfigSection root) {
        if (!root.has("mode")) {
            return Mode.ENFORCE;
        }
        return root.choice("mode", Mode.class);
    }

    private static List<Rule> rules(ConfigSection root, Target target, NumberLists lists) {
        var rules = new ArrayList<Rule>();
        var taken = new HashSet<>(KEYS);
        for (var section : root.sections("rules")) {
            var rule = Rule.read(section, "rule " + (rules.size() + 1), target, lists);
            if (!taken.add(rule.name())) {
                throw section.mistake(
                        "name", "\"" + rule.name() + "\" is already in use; logs tell rules apart by name");
            }
            rules.add(rule);
        }
        return List.copyOf(rules);
    }

    private static Map<CallFacts.Outcome, Rule> sections(ConfigSection root, Target target) {
        var sections = new EnumMap<CallFacts.Outcome, Rule>(CallFacts.Outcome.class);
        for (var outcome : CallFacts.Outcome.values()) {
            boolean mayBeAbsent = outcome == CallFacts.Outcome.WARNING;
            var name = mayBeAbsent && !root.has(section(outcome)) ? FALLBACK : section(outcome);
            sections.put(outcome, Rule.read(name, root.section(name), outcome, target));
        }
        return sections;
    }

    /** The name of the section that decides on calls with this outcome where no rule does, such as on-valid. */
    public static String section(CallFacts.Outcome outcome) {
        return "on-" + outcome.text();
    }

    /** Decides what happens to this call. */
    public PolicyResult decide(CallFacts facts) {
        var call = new DerivedFacts(facts);
        var rule = rules.stream()
                .filter(candidate -> candidate.matches(call))
                .findFirst()
                .orElseGet(() -> sectionFor(facts.verdict().outcome()));
        var headers = rule.action().headers().fill(facts);
        var decided = rule.action().decide(facts, headers.fields());
        var enforced =
                switch (mode) {
                    case ENFORCE -> decided;
                    case OBSERVE -> onValid().observed(facts);
                };
        return new PolicyResult(rule.name(), decided, enforced, mode == Mode.OBSERVE, headers.refused());
    }

    /**
     * A rule that was looked at.
     *
     * @param section whether it is that of an outcome, such as on-valid
     * @param why the conditions that match, or the first ones that do not
     */
    public record Tried(String name, boolean section, boolean matched, String why) {
        /** As a line for people. */
        public String text() {
            return (section ? "section '" : "rule '") + name + "': " + (matched ? "match" : "no match") + ": " + why;
        }
    }

    /** How {@link #decide} gets its result: each rule in order, down to the one that matches. */
    public List<Tried> explain(CallFacts facts) {
        var call = new DerivedFacts(facts);
        var tried = new ArrayList<Tried>();
        for (var rule : rules) {
            tried.add(new Tried(rule.name(), false, rule.matches(call), rule.explain(call)));
            if (rule.matches(call)) {
                return tried;
            }
        }
        var section = sectionFor(facts.verdict().outcome());
        tried.add(new Tried(section.name(), true, section.matches(call), section.explain(call)));
        return tried;
    }

    /** What an operator should know about the rules, a line each with file and line: those that no call can reach. */
    public List<String> warnings(PolicyWarnings.Context context) {
        return PolicyWarnings.of(rules, context);
    }

    /** Whether decisions are carried out. */
    public Mode mode() {
        return mode;
    }

    /** Whether a rule or section bridges calls. */
    public boolean bridges() {
        return bridging().findFirst().isPresent();
    }

    /**
     * Where calls are bridged to, in the order of the rules and sections: SIP URIs whose hosts, ports and transports are
     * those of every call, and whose user parts lack the values of a call.
     */
    public Set<String> bridgeTargets() {
        var enforced = mode == Mode.OBSERVE ? Stream.of(onValid()) : bridging().map(Rule::action);
        var targets = new LinkedHashSet<String>();
        enforced.forEach(action -> targets.addAll(action.targets()));
        return targets;
    }

    /** Whether calls may be bridged that come over UDP from addresses that the operator has not named. */
    public boolean bridgesUdpFromAnyone() {
        return bridgesUdpFromAnyone;
    }

    /**
     * The exception for a policy whose bridging does not go with the rest of the configuration.
     *
     * @return with file and line of the first rule or section that bridges
     */
    public ConfigException mistakeOfBridge(String what) {
        return bridging().findFirst().orElseThrow().section().mistake("action", what);
    }

    private Stream<Rule> bridging() {
        return Stream.concat(rules.stream(), sections.values().stream())
                .filter(rule -> rule.action() instanceof Action.Bridge);
    }

    /** The names of the rules, in order, without the sections. */
    public List<String> ruleNames() {
        return rules.stream().map(Rule::name).toList();
    }

    /** For the log, such as {@code mode enforce, 12 rules, bridges calls}. */
    public String summary() {
        return "mode " + mode.text() + ", " + rules.size() + (rules.size() == 1 ? " rule" : " rules")
                + (bridges() ? ", bridges calls" : "");
    }

    private Rule sectionFor(CallFacts.Outcome outcome) {
        return Objects.requireNonNull(sections.get(outcome));
    }

    private Action onValid() {
        return sectionFor(CallFacts.Outcome.VALID).action();
    }
}
