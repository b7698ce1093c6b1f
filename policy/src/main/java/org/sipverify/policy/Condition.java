package org.sipverify.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.formats.number.NumberPattern;

/** Something a rule asks of a call. */
sealed interface Condition {
    List<String> KEYS = List.of("source", "orig", "dest", "outcome", "brand");

    boolean holds(CallFacts facts);

    /** Why it holds for this call, or why not. */
    String explain(CallFacts facts);

    /** The INVITE came from one of these networks. */
    record Source(List<IpNetwork> networks) implements Condition {
        @Override
        public boolean holds(CallFacts facts) {
            return IpAddress.parse(facts.call().source())
                    .filter(address -> networks.stream().anyMatch(network -> network.contains(address)))
                    .isPresent();
        }

        @Override
        public String explain(CallFacts facts) {
            return "source " + facts.call().source() + (holds(facts) ? " is in " : " is not in ") + networks;
        }
    }

    /** The calling or the called number is like one of these patterns. */
    record Party(String key, Function<CallFacts, String> number, List<NumberPattern> patterns) implements Condition {
        @Override
        public boolean holds(CallFacts facts) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(number.apply(facts)));
        }

        @Override
        public String explain(CallFacts facts) {
            return key + " \"" + number.apply(facts) + (holds(facts) ? "\" is like " : "\" is not like ") + patterns;
        }
    }

    /** Verification went one of these ways. */
    record Verified(List<CallFacts.Outcome> outcomes) implements Condition {
        @Override
        public boolean holds(CallFacts facts) {
            return outcomes.contains(facts.verdict().outcome());
        }

        @Override
        public String explain(CallFacts facts) {
            return "outcome " + facts.verdict().outcome().text() + (holds(facts) ? " is in " : " is not in ")
                    + outcomes.stream().map(CallFacts.Outcome::text).toList();
        }
    }

    /** The caller has a verified brand, or has none. */
    record Brand(boolean expected) implements Condition {
        @Override
        public boolean holds(CallFacts facts) {
            return facts.verdict().caller().brandName().isBlank() != expected;
        }

        @Override
        public String explain(CallFacts facts) {
            return facts.verdict().caller().brandName().isBlank()
                    ? "there is no brand"
                    : "brand is \"" + facts.verdict().caller().brandName() + "\"";
        }
    }

    /** Reads a rule's {@code when}; all of it must hold. */
    static List<Condition> read(ConfigSection when) {
        when.onlyKeys(KEYS);
        var conditions = new ArrayList<Condition>();
        if (when.has("source")) {
            conditions.add(new Source(each(when, "source", IpNetwork::parse)));
        }
        if (when.has("orig")) {
            conditions.add(new Party("orig", facts -> facts.call().orig(), each(when, "orig", NumberPattern::parse)));
        }
        if (when.has("dest")) {
            conditions.add(new Party("dest", facts -> facts.call().dest(), each(when, "dest", NumberPattern::parse)));
        }
        if (when.has("outcome")) {
            conditions.add(new Verified(each(when, "outcome", CallFacts.Outcome::named)));
        }
        if (when.has("brand")) {
            conditions.add(new Brand(when.flag("brand")));
        }
        return List.copyOf(conditions);
    }

    private static <T> List<T> each(ConfigSection when, String key, Function<String, T> read) {
        var all = when.each(key, read);
        if (all.isEmpty()) {
            throw when.mistake(key, "the list is empty, so nothing would ever match: leave it out or fill it");
        }
        return all;
    }
}
