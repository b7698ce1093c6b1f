package org.sipverify.app.call;

import com.typesafe.config.ConfigException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpAddress;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.formats.text.Glob;
import org.sipverify.sip.Invite;

/**
 * The named callers, and which of them an INVITE is from: the one whose TLS identity its connection proved, otherwise the
 * one with the smallest network that its source is in. A call costs one look-up for each different length of network, and
 * over TLS one for each name in the certificate; only patterns of names are tried one by one. Immutable.
 */
public final class Callers {
    /** No caller has a name. */
    public static final Callers NONE = new Callers(List.of());

    private static final int MOST = 1000;

    private final List<NamedCaller> all;
    private final Map<String, NamedCaller> byIdentity = new HashMap<>();
    private final Map<String, NamedCaller> byPattern = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    /** By the length of the network, the longest first. */
    private final Map<Integer, Map<IpNetwork, NamedCaller>> byNetwork = new TreeMap<>(Comparator.reverseOrder());

    private record Pattern(Glob identity, NamedCaller caller) {}

    private Callers(List<NamedCaller> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads the section {@code callers}.
     *
     * @param plan completes the numbers of callers without a region of their own
     * @throws ConfigException at the first mistake, naming file and line
     */
    public static Callers read(ConfigSection root, NumberingPlan plan) {
        var section = root.section("callers");
        var names = section.keys();
        if (names.size() > MOST) {
            throw root.mistake("callers", "must be at most " + MOST + " callers, not " + names.size());
        }
        var callers = new Callers(names.stream()
                .map(name -> NamedCaller.read(section, name, plan))
                .toList());
        callers.all.forEach(caller -> callers.index(section.section(caller.name()), caller));
        callers.patterns.sort(
                Comparator.comparingInt(it -> -it.identity().toString().length()));
        return callers;
    }

    private void index(ConfigSection section, NamedCaller caller) {
        for (var network : caller.networks()) {
            var known = byNetwork
                    .computeIfAbsent(network.bits(), bits -> new HashMap<>())
                    .putIfAbsent(network, caller);
            refuseShared(section, "networks", network, known);
        }
        for (var identity : caller.tlsIdentities()) {
            var known = (identity.isExact() ? byIdentity : byPattern).putIfAbsent(identity.toString(), caller);
            refuseShared(section, "tls-identity", identity, known);
            if (!identity.isExact()) {
                patterns.add(new Pattern(identity, caller));
            }
        }
    }

    private static void refuseShared(ConfigSection section, String key, Object value, @Nullable NamedCaller known) {
        if (known != null) {
            throw section.mistake(key, value + " belongs to the caller " + known.name() + " already");
        }
    }

    /** All of them, in the order of their names. */
    public List<NamedCaller> all() {
        return all;
    }

    /** The caller that an INVITE is from; {@link NamedCaller#NONE} when it has no name. */
    NamedCaller of(Invite invite) {
        return all.isEmpty()
                ? NamedCaller.NONE
                : identified(invite.arrival().tlsIdentities())
                        .or(() -> at(IpAddress.of(invite.source().getAddress().getAddress())))
                        .orElse(NamedCaller.NONE);
    }

    /** A name as it stands before any pattern, and a long pattern before a shorter one. */
    private Optional<NamedCaller> identified(List<String> identities) {
        return identities.stream()
                .flatMap(identity -> Optional.ofNullable(byIdentity.get(identity.toLowerCase(Locale.ROOT))).stream())
                .findFirst()
                .or(() -> patterns.stream()
                        .filter(pattern -> identities.stream().anyMatch(pattern.identity()::matches))
                        .map(Pattern::caller)
                        .findFirst());
    }

    private Optional<NamedCaller> at(IpAddress source) {
        for (var networks : byNetwork.entrySet()) {
            var network = new IpNetwork(source.first(networks.getKey()), networks.getKey());
            var caller = networks.getValue().get(network);
            if (caller != null && network.isIpv4() == source.isIpv4()) {
                return Optional.of(caller);
            }
        }
        return Optional.empty();
    }
}
