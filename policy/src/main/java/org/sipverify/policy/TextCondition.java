package org.sipverify.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.text.Glob;

/** A text, or one of several, matches one of these patterns. */
record TextCondition(Kind kind, List<Glob> patterns) implements Condition {
    /** Which text. */
    enum Kind {
        CALLER,
        TLS_IDENTITY,
        SIGNER,
        ERROR;

        /** In policy files. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Kind of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** Names of hosts have no case, nor do error codes; names of callers and URLs of signers have one. */
        private Glob pattern(String text) {
            return switch (this) {
                case CALLER, SIGNER -> Glob.of(text);
                case TLS_IDENTITY, ERROR -> Glob.ofAnyCase(text);
            };
        }

        private List<String> texts(DerivedFacts call) {
            return switch (this) {
                case CALLER -> List.of(call.arrival().caller());
                case TLS_IDENTITY -> call.arrival().tlsIdentities();
                case SIGNER -> List.of(call.facts().call().signer());
                case ERROR -> errors(call.facts().verdict());
            };
        }
    }

    static TextCondition read(ConfigSection when, String key) {
        var kind = Kind.of(key);
        return new TextCondition(kind, Condition.each(when, key, kind::pattern));
    }

    /** The reason that is shown, the verifier's own code behind it, and every other code that it gave. */
    private static List<String> errors(CallFacts.Verdict verdict) {
        var codes = new ArrayList<String>();
        codes.add(verdict.reason());
        codes.add(verdict.report().code());
        for (JsonNode error : verdict.report().errors()) {
            codes.add(error.path("code").asText(""));
        }
        codes.removeIf(String::isEmpty);
        return codes;
    }

    @Override
    public boolean holds(DerivedFacts call) {
        var texts = kind.texts(call);
        return texts.isEmpty() ? matches("") : texts.stream().anyMatch(this::matches);
    }

    /** Whether this text matches; the empty one stands for none. */
    boolean matches(String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(text));
    }

    @Override
    public String explain(DerivedFacts call) {
        return kind.key() + " \"" + String.join("\", \"", kind.texts(call))
                + (holds(call) ? "\" matches " : "\" does not match ") + patterns;
    }

    @Override
    public boolean isImpliedBy(Condition other) {
        return other instanceof TextCondition its
                && its.kind == kind
                && its.patterns.stream()
                        .allMatch(theirs -> patterns.stream().anyMatch(pattern -> pattern.includes(theirs)));
    }
}
