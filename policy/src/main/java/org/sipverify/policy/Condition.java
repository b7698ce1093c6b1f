package org.sipverify.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.formats.number.Country;

/** A condition of a rule. */
sealed interface Condition
        permits Condition.Source,
                Condition.OfCountry,
                Condition.Verified,
                Condition.Brand,
                NumberCondition,
                TextCondition,
                TimeCondition {
    List<String> KEYS = List.of(
            "source",
            "caller",
            "tls-identity",
            "orig",
            "orig-country",
            "dest",
            "dest-country",
            "ruri",
            "time",
            "outcome",
            "error",
            "signer",
            "brand");

    boolean holds(DerivedFacts call);

    /** Why it holds for this call, or why not. */
    String explain(DerivedFacts call);

    /** Whether it certainly holds for every call for which the other one does. */
    boolean isImpliedBy(Condition other);

    /** The INVITE came from one of these networks. */
    record Source(List<IpNetwork> networks) implements Condition {
        @Override
        public boolean holds(DerivedFacts call) {
            return call.source()
                    .filter(address -> networks.stream().anyMatch(network -> network.contains(address)))
                    .isPresent();
        }

        @Override
        public String explain(DerivedFacts call) {
            return "source " + call.arrival().source() + (holds(call) ? " is in " : " is not in ") + networks;
        }

        @Override
        public boolean isImpliedBy(Condition other) {
            return other instanceof Source source
                    && source.networks.stream()
                            .allMatch(its -> networks.stream().anyMatch(network -> network.includes(its)));
        }
    }

    /**
     * The calling or the called number is one of these countries'.
     *
     * @param key orig-country or dest-country
     */
    record OfCountry(String key, List<Country> countries) implements Condition {
        @Override
        public boolean holds(DerivedFacts call) {
            return (key.equals("orig-country") ? call.origCountry() : call.destCountry())
                    .filter(countries::contains)
                    .isPresent();
        }

        @Override
        public String explain(DerivedFacts call) {
            var country = key.equals("orig-country") ? call.origCountry() : call.destCountry();
            return key + " " + country.map(Country::code).orElse("unknown") + (holds(call) ? " is in " : " is not in ")
                    + countries;
        }

        @Override
        public boolean isImpliedBy(Condition other) {
            return other instanceof OfCountry its && its.key.equals(key) && countries.containsAll(its.countries);
        }
    }

    /** Verification went one of these ways. */
    record Verified(List<CallFacts.Outcome> outcomes) implements Condition {
        /** Those that prove who signed. */
        static final Verified PROVED = new Verified(List.of(CallFacts.Outcome.VALID, CallFacts.Outcome.WARNING));

        @Override
        public boolean holds(DerivedFacts call) {
            return outcomes.contains(call.facts().verdict().outcome());
        }

        @Override
        public String explain(DerivedFacts call) {
            return "outcome " + call.facts().verdict().outcome().text() + (holds(call) ? " is in " : " is not in ")
                    + outcomes.stream().map(CallFacts.Outcome::text).toList();
        }

        @Override
        public boolean isImpliedBy(Condition other) {
            return other instanceof Verified verified && outcomes.containsAll(verified.outcomes);
        }
    }

    /** The caller has a verified brand, or has none. */
    record Brand(boolean expected) implements Condition {
        @Override
        public boolean holds(DerivedFacts call) {
            return call.facts().verdict().caller().brandName().isBlank() != expected;
        }

        @Override
        public String explain(DerivedFacts call) {
            var name = call.facts().verdict().caller().brandName();
            return name.isBlank() ? "there is no brand" : "brand is \"" + name + "\"";
        }

        @Override
        public boolean isImpliedBy(Condition other) {
            return equals(other);
        }
    }

    /** Reads a rule's {@code when}; all conditions must match. */
    static List<Condition> read(ConfigSection when, NumberLists lists) {
        when.onlyKeys(KEYS);
        var conditions = new ArrayList<Condition>();
        KEYS.stream().filter(when::has).forEach(key -> conditions.add(read(when, key, lists)));
        if (when.has("signer") && !when.has("outcome")) {
            conditions.add(Verified.PROVED); // anybody can name a signer
        }
        return List.copyOf(conditions);
    }

    private static Condition read(ConfigSection when, String key, NumberLists lists) {
        return switch (key) {
            case "source" -> new Source(each(when, key, IpNetwork::parse));
            case "orig-country", "dest-country" -> new OfCountry(key, each(when, key, Country::parse));
            case "outcome" -> new Verified(each(when, key, CallFacts.Outcome::named));
            case "brand" -> new Brand(when.flag(key));
            case "time" -> TimeCondition.read(when);
            case "orig", "dest", "ruri" -> NumberCondition.read(when, key, lists);
            default -> TextCondition.read(when, key);
        };
    }

    /** The values of a list that has some. */
    static <T> List<T> each(ConfigSection when, String key, Function<String, T> read) {
        return some(when, key, when.each(key, read));
    }

    /** Refuses an empty list. */
    static <T> List<T> some(ConfigSection when, String key, List<T> all) {
        if (all.isEmpty()) {
            throw when.mistake(key, "the list is empty, so nothing would ever match: leave it out or fill it");
        }
        return all;
    }
}
