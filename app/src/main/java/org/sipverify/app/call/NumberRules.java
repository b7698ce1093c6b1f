package org.sipverify.app.call;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.sip.Invite;

/**
 * How numbers are read out of an INVITE.
 *
 * @param plan completes numbers without {@code +}
 * @param assertedBy whose P-Asserted-Identity counts where From has no whole number (RFC 3325)
 * @param callers the named callers, some of which have a plan of their own
 */
public record NumberRules(NumberingPlan plan, AssertedBy assertedBy, Callers callers) {
    /** Numbers without {@code +} stay as they are, and From alone names the caller. */
    public static final NumberRules NONE = new NumberRules(NumberingPlan.UNKNOWN, AssertedBy.NOBODY, Callers.NONE);

    /**
     * Who is trusted to assert the number of a caller.
     *
     * @param networks sources
     * @param callers names of callers
     */
    public record AssertedBy(List<IpNetwork> networks, Set<String> callers) {
        /** No assertion counts. */
        public static final AssertedBy NOBODY = new AssertedBy(List.of(), Set.of());

        /** Keeps its own lists. */
        public AssertedBy {
            networks = List.copyOf(networks);
            callers = Set.copyOf(callers);
        }

        /** Reads a list of networks and of names of callers. */
        public static AssertedBy read(ConfigSection section, String key, Callers callers) {
            var names = callers.all().stream().map(NamedCaller::name).collect(Collectors.toSet());
            var trusted = new HashSet<String>();
            var networks = section.each(key, text -> {
                if (names.contains(text)) {
                    trusted.add(text);
                    return Optional.<IpNetwork>empty();
                }
                return Optional.of(network(text));
            });
            return new AssertedBy(networks.stream().flatMap(Optional::stream).toList(), trusted);
        }

        private static IpNetwork network(String text) {
            try {
                return IpNetwork.parse(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + ", or the name of a caller in callers", e);
            }
        }

        private boolean trusts(Invite invite, NamedCaller caller) {
            return callers.contains(caller.name()) || (!networks.isEmpty() && isFromNetwork(invite));
        }

        private boolean isFromNetwork(Invite invite) {
            var source = IpAddress.of(invite.source().getAddress().getAddress());
            return networks.stream().anyMatch(network -> network.contains(source));
        }
    }

    /** The plan for the numbers in a caller's INVITEs. */
    NumberingPlan planOf(NamedCaller caller) {
        return caller.plan().orElse(plan);
    }

    /** The first whole number that a trusted caller asserts; empty when it is not trusted. */
    Optional<String> asserted(Invite invite, NamedCaller caller) {
        if (!assertedBy.trusts(invite, caller)) {
            return Optional.empty();
        }
        var numbering = planOf(caller);
        return invite.headers().all("P-Asserted-Identity").stream()
                .flatMap(field -> AddressField.listed(field).stream())
                .map(AddressField::user)
                .map(user -> TelephoneNumber.canonical(user, numbering))
                .filter(numbering::isWhole)
                .findFirst();
    }
}
