package org.sipverify.policy.sip;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of header fields, and what a policy may do with them. They compare without case and blanks around them, a compact
 * name (RFC 3261 section 7.3.3 and the IANA registry) like the long one.
 */
public final class HeaderNames {
    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("a", "Accept-Contact"),
            Map.entry("b", "Referred-By"),
            Map.entry("c", "Content-Type"),
            Map.entry("d", "Request-Disposition"),
            Map.entry("e", "Content-Encoding"),
            Map.entry("f", "From"),
            Map.entry("i", "Call-ID"),
            Map.entry("j", "Reject-Contact"),
            Map.entry("k", "Supported"),
            Map.entry("l", "Content-Length"),
            Map.entry("m", "Contact"),
            Map.entry("n", "Identity-Info"),
            Map.entry("o", "Event"),
            Map.entry("r", "Refer-To"),
            Map.entry("s", "Subject"),
            Map.entry("t", "To"),
            Map.entry("u", "Allow-Events"),
            Map.entry("v", "Via"),
            Map.entry("x", "Session-Expires"),
            Map.entry("y", "Identity"));

    /** Fields that frame or route a message (RFC 3261 sections 7.3 and 20); Content- is beside them. */
    private static final Set<String> FRAMING =
            Set.of("from", "to", "call-id", "cseq", "via", "route", "record-route", "max-forwards", "contact");

    /** Fields that belong to one leg: what its two ends agree on, where it goes, and which dialog it is. */
    private static final Set<String> OF_A_LEG = Set.of(
            "require",
            "supported",
            "unsupported",
            "allow",
            "allow-events",
            "rseq",
            "rack",
            "session-expires",
            "min-se",
            "mime-version",
            "path",
            "service-route",
            "replaces",
            "join",
            "target-dialog");

    private static final Set<String> AUTHORISATION =
            Set.of("authorization", "www-authenticate", "authentication-info", "security-client", "security-verify");

    private static final Set<String> VERDICT = Set.of("p-asserted-identity", "p-attestation-indicator");

    private HeaderNames() {}

    /** The long form of a name, without blanks around it; others stay as they are. */
    public static String longForm(String name) {
        var trimmed = name.strip();
        return COMPACT.getOrDefault(trimmed.toLowerCase(Locale.ROOT), trimmed);
    }

    /** What equal names have in common. */
    public static String key(String name) {
        return longForm(name).toLowerCase(Locale.ROOT);
    }

    /** Whether a field of this name frames or routes its message. */
    public static boolean isFraming(String name) {
        var key = key(name);
        return FRAMING.contains(key) || key.startsWith("content-");
    }

    /** Likewise, or it belongs to one leg of a bridged call: no other may set it or take it over. */
    public static boolean isOfALeg(String name) {
        var key = key(name);
        return isFraming(name) || OF_A_LEG.contains(key) || AUTHORISATION.contains(key) || key.startsWith("proxy-");
    }

    /** Whether the verdict of a verifier stands in a field of this name: one from a caller is forged. */
    public static boolean isVerdict(String name) {
        var key = key(name);
        return VERDICT.contains(key) || key.startsWith("x-vvp-");
    }

    /**
     * The long form of the name of a field that may pass from one leg to the other.
     *
     * @throws IllegalArgumentException saying why a field of this name may not
     */
    public static String passing(String name) {
        var known = longForm(name);
        if (!Grammar.isToken(known) || known.contains("*")) {
            throw new IllegalArgumentException("\"" + name + "\" is not a header name; each is written in full");
        }
        if (isOfALeg(known)) {
            throw new IllegalArgumentException(known + " belongs to one leg of the call and never passes");
        }
        if (isVerdict(known)) {
            throw new IllegalArgumentException(
                    known + " holds a verdict and never passes: only this server's own goes out, as present says");
        }
        return known;
    }
}
