package org.sipverify.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.number.NumberPattern;
import org.sipverify.policy.number.NumberSet;

/**
 * One of the numbers of a call matches.
 *
 * @param patterns those of the policy itself
 * @param lists those from files
 */
record NumberCondition(Kind kind, Patterns patterns, List<Listed> lists) implements Condition {
    /** Which number. */
    enum Kind {
        ORIG,
        DEST,
        RURI;

        private String of(DerivedFacts call) {
            return switch (this) {
                case ORIG -> call.parties().orig();
                case DEST -> call.parties().dest();
                case RURI -> call.parties().ruri();
            };
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Patterns as written, and ready to be asked. */
    record Patterns(List<NumberPattern> written, NumberSet set) {
        Patterns(List<NumberPattern> written) {
            this(List.copyOf(written), NumberSet.of(written));
        }
    }

    /** A file, and the numbers in it. */
    record Listed(Path file, NumberSet set) {}

    static NumberCondition read(ConfigSection when, String key, NumberLists lists) {
        var patterns = new ArrayList<NumberPattern>();
        var listed = new ArrayList<Listed>();
        var read = when.<Boolean>each(
                key, text -> patterns.add(NumberPattern.parse(text)), block -> listed.add(lists.read(block)));
        Condition.some(when, key, read);
        return new NumberCondition(
                Kind.valueOf(key.toUpperCase(Locale.ROOT)), new Patterns(patterns), List.copyOf(listed));
    }

    @Override
    public boolean holds(DerivedFacts call) {
        var number = kind.of(call);
        return patterns.set().matches(number)
                || lists.stream().anyMatch(list -> list.set().matches(number));
    }

    @Override
    public String explain(DerivedFacts call) {
        var shown = new ArrayList<>(
                patterns.written().stream().map(NumberPattern::toString).toList());
        lists.forEach(list -> shown.add("those in " + list.file()));
        return kind.key() + " \"" + kind.of(call) + (holds(call) ? "\" matches " : "\" does not match ") + shown;
    }

    @Override
    public boolean isImpliedBy(Condition other) {
        return other instanceof NumberCondition its
                && its.kind == kind
                && files().containsAll(its.files())
                && its.patterns.written().stream()
                        .allMatch(theirs -> patterns.written().stream().anyMatch(pattern -> pattern.includes(theirs)));
    }

    private Set<Path> files() {
        return lists.stream().map(Listed::file).collect(Collectors.toSet());
    }
}
