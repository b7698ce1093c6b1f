package org.sipverify.app.call;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.formats.text.Glob;

/**
 * A caller that the operator has given a name: a customer, a carrier, a PBX.
 *
 * @param name what policies, metrics and records call it; empty stands for all callers without a name
 * @param networks where its calls come from
 * @param tlsIdentities patterns of the names in its TLS certificate
 * @param plan how its numbers are completed, where that differs from those of others
 * @param policy the file that decides on its calls; absent for the one that all share
 */
public record NamedCaller(
        String name,
        List<IpNetwork> networks,
        List<Glob> tlsIdentities,
        Optional<NumberingPlan> plan,
        Optional<Path> policy) {
    /** The keys of a caller's section. */
    public static final List<String> KEYS = List.of("networks", "tls-identity", "region", "policy");

    /** Any caller without a name. */
    public static final NamedCaller NONE =
            new NamedCaller("", List.of(), List.of(), Optional.empty(), Optional.empty());

    /** The label of metrics for callers without a name, so that nobody else may have it. */
    private static final String NO_NAME = "none";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

    /** Keeps its own lists. */
    public NamedCaller {
        networks = List.copyOf(networks);
        tlsIdentities = List.copyOf(tlsIdentities);
    }

    /**
     * Reads a caller's section.
     *
     * @param plan what its region replaces the region of
     */
    static NamedCaller read(ConfigSection callers, String name, NumberingPlan plan) {
        if (!NAME.matcher(name).matches() || name.equals(NO_NAME)) {
            throw callers.mistake(
                    name,
                    "the name of a caller has at most 32 small letters, digits and hyphens, and is not " + NO_NAME);
        }
        var section = callers.section(name);
        var caller = new NamedCaller(
                name,
                section.has("networks") ? section.each("networks", IpNetwork::parse) : List.of(),
                section.has("tls-identity") ? section.each("tls-identity", NamedCaller::identity) : List.of(),
                section.optionalText("region").map(region -> section.read("region", plan::in)),
                section.file("policy"));
        if (caller.networks.isEmpty() && caller.tlsIdentities.isEmpty()) {
            throw callers.mistake(name, "has neither networks nor tls-identity: no call would be this caller's");
        }
        return caller;
    }

    private static Glob identity(String text) {
        if (text.replace("*", "").isBlank() || text.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException(
                    "must be a name in a certificate such as sbc.example.com or sip:example.com, or a pattern such as"
                            + " *.example.com");
        }
        return Glob.ofAnyCase(text.toLowerCase(Locale.ROOT));
    }

    /** The name, or none. */
    public String label() {
        return name.isEmpty() ? NO_NAME : name;
    }
}
