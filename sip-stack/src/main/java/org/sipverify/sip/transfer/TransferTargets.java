package org.sipverify.sip.transfer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.number.NumberPattern;
import org.sipverify.sip.dns.Target;

/**
 * Where the sides of a call may have it transferred to: to numbers that the operator has named, at the targets of the
 * call. So a peer chooses neither a host nor anything else of a URI.
 *
 * @param targets of the call, in order
 */
record TransferTargets(List<String> targets, List<NumberPattern> numbers) {
    private static final Pattern SIP = Pattern.compile("(?i)sips?:(?<user>[A-Za-z0-9+*._~-]{1,64})@[^@]+");
    private static final Pattern TEL = Pattern.compile("(?i)tel:(?<user>\\+?[0-9*().-]{1,40})(?:;.*)?");
    private static final Pattern TARGET = Pattern.compile("(?i)(?<scheme>sips?:)(?:[^@]*@)?(?<rest>[^@]+)");

    /**
     * Where to call what a REFER points to, in order; none if that is not allowed.
     *
     * @param own host and port of this server, as the peer knows them
     */
    List<String> of(String referTo, String own) {
        var tel = TEL.matcher(referTo);
        if (tel.matches()) {
            return at(targets, tel.group("user").replaceAll("[().-]", ""));
        }
        var sip = SIP.matcher(referTo);
        var place = sip.matches() ? place(referTo) : Optional.<Target>empty();
        return place.map(it -> at(isOwn(it, own) ? targets : those(it), sip.group("user")))
                .orElse(List.of());
    }

    private List<String> at(List<String> some, String user) {
        return numbers.stream().anyMatch(pattern -> pattern.matches(user))
                ? some.stream().map(target -> at(target, user)).toList()
                : List.of();
    }

    private static String at(String target, String user) {
        var parts = TARGET.matcher(target);
        return parts.matches() ? parts.group("scheme") + user + "@" + parts.group("rest") : target;
    }

    private List<String> those(Target place) {
        return targets.stream()
                .filter(target -> place(target)
                        .filter(it -> isSame(place, it) && (it.secure() || !place.secure()))
                        .isPresent())
                .toList();
    }

    private static boolean isOwn(Target place, String own) {
        var here = Target.parse(own);
        return place.port() == 0 ? place.host().equalsIgnoreCase(here.host()) : isSame(place, here);
    }

    private static boolean isSame(Target one, Target other) {
        return one.host().equalsIgnoreCase(other.host()) && port(one) == port(other);
    }

    private static int port(Target target) {
        return target.port() != 0 ? target.port() : target.secure() ? 5061 : 5060;
    }

    private static Optional<Target> place(String uri) {
        try {
            return Optional.of(Target.parse(uri));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }
}
