package org.sipverify.app.call;

import java.util.List;
import java.util.Optional;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.sip.Invite;

/**
 * How numbers are read out of an INVITE.
 *
 * @param plan completes numbers without {@code +}
 * @param assertedBy sources whose P-Asserted-Identity counts where From has no whole number (RFC 3325); empty: none
 */
public record NumberRules(NumberingPlan plan, List<IpNetwork> assertedBy) {
    /** Numbers without {@code +} stay as they are, and From alone names the caller. */
    public static final NumberRules NONE = new NumberRules(NumberingPlan.UNKNOWN, List.of());

    /** Keeps its own list. */
    public NumberRules {
        assertedBy = List.copyOf(assertedBy);
    }

    /** The first whole number that a trusted source asserts for the caller; empty when the source is not trusted. */
    Optional<String> asserted(Invite invite) {
        if (assertedBy.isEmpty() || !isTrusted(invite)) {
            return Optional.empty();
        }
        return invite.headers().all("P-Asserted-Identity").stream()
                .flatMap(field -> AddressField.listed(field).stream())
                .map(AddressField::user)
                .map(user -> TelephoneNumber.canonical(user, plan))
                .filter(plan::isWhole)
                .findFirst();
    }

    private boolean isTrusted(Invite invite) {
        var source = IpAddress.of(invite.source().getAddress().getAddress());
        return assertedBy.stream().anyMatch(network -> network.contains(source));
    }
}
