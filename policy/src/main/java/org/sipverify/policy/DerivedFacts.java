package org.sipverify.policy;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.formats.number.Country;

/**
 * The facts of one call, and what conditions derive from them: each at most once, and only when a condition asks. For one
 * thread.
 */
final class DerivedFacts {
    private final CallFacts facts;
    private final Derived<Optional<IpAddress>> source;
    private final Derived<Optional<Country>> origCountry;
    private final Derived<Optional<Country>> destCountry;

    DerivedFacts(CallFacts facts) {
        this.facts = facts;
        this.source = new Derived<>(() -> IpAddress.parse(arrival().source()));
        this.origCountry = new Derived<>(() -> Country.of(parties().orig()));
        this.destCountry = new Derived<>(() -> Country.of(parties().dest()));
    }

    /** A value that is worked out when it is asked for the first time. */
    private static final class Derived<T> {
        private final Supplier<T> origin;
        private @Nullable T value;

        Derived(Supplier<T> origin) {
            this.origin = origin;
        }

        T get() {
            var known = value;
            if (known == null) {
                known = origin.get();
                value = known;
            }
            return known;
        }
    }

    CallFacts facts() {
        return facts;
    }

    CallFacts.Arrival arrival() {
        return facts.call().arrival();
    }

    CallFacts.Parties parties() {
        return facts.call().parties();
    }

    /** The address the INVITE came from. */
    Optional<IpAddress> source() {
        return source.get();
    }

    /** The country of the calling number. */
    Optional<Country> origCountry() {
        return origCountry.get();
    }

    /** The country of the called number. */
    Optional<Country> destCountry() {
        return destCountry.get();
    }
}
