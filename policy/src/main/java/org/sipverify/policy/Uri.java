package org.sipverify.policy;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A URI that a call may be sent to: sip, sips or tel (RFC 3261 section 19.1, RFC 3966). */
public final class Uri {
    private static final String ESCAPED = "%[0-9A-Fa-f]{2}";
    private static final String WORD = "(?:[A-Za-z0-9_.!~*'()\\[\\]/:&+$-]|" + ESCAPED + ")++";
    private static final Pattern PARAMETERS = Pattern.compile("(?:;" + WORD + "(?:=" + WORD + ")?)*+");
    private static final Pattern SIP = Pattern.compile("(?i)sips?:(?:(?<user>[^@]*)@)?(?<rest>[^@]*)");

    /** Unless the second is a host of that name with its port. */
    private static final Pattern SCHEME_TWICE = Pattern.compile("(?i)sips?:(?:sips?|tel):(?![0-9]{1,5}(?:;[^@]*)?$).*");

    private static final Pattern USER = Pattern.compile("(?:[A-Za-z0-9_.!~*'()&=+$,;/-]|" + ESCAPED + ")++");
    private static final Pattern TEL = Pattern.compile("(?i)tel:\\+?[().-]*[0-9A-F*#][0-9A-F*#().-]*(?<rest>;.*)?");
    private static final Pattern SLASHES = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*)://");

    private static final Set<String> TRANSPORTS = Set.of("transport=udp", "transport=tcp", "transport=tls");

    private final String text;

    private Uri(String text) {
        this.text = text;
    }

    /**
     * Reads one. Rejects {@code ?}: embedded headers would become part of the next INVITE.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Uri of(String text) {
        check(text);
        return new Uri(text);
    }

    /** One that is known to be valid, because a {@link Destination} has made it for a call. */
    static Uri made(String text) {
        return new Uri(text);
    }

    /** The URI itself. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Uri it && it.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private static void check(String uri) {
        if (uri.chars().anyMatch(c -> c <= ' ' || c >= 0x7F || c == '<' || c == '>' || c == '"')) {
            throw bad(uri, "has blanks, quotes, angle brackets or characters that are not ASCII");
        }
        if (uri.contains("?")) {
            throw bad(uri, "has embedded headers (?)");
        }
        refuseSlashes(uri);
        if (isTel(uri)) {
            checkTel(uri);
        } else {
            checkSip(uri);
        }
    }

    /** Explains a scheme with slashes, such as {@code http://}, which no URI of a call has. */
    static void refuseSlashes(String uri) {
        var found = SLASHES.matcher(uri);
        if (found.find()) {
            var scheme = found.group(1);
            throw bad(
                    uri,
                    "begins with " + scheme + "://: "
                            + (scheme.regionMatches(true, 0, "sip", 0, 3)
                                    ? "leave the slashes out, as in sip:host:port"
                                    : "calls go to a SIP URI, as in sip:host:port"));
        }
    }

    static boolean areParameters(String text) {
        return PARAMETERS.matcher(text).matches();
    }

    static boolean isTel(String uri) {
        return uri.regionMatches(true, 0, "tel:", 0, 4);
    }

    static boolean isTelNumber(String uri) {
        var parts = TEL.matcher(uri);
        return parts.matches() && (parts.group("rest") == null || areParameters(parts.group("rest")));
    }

    /** The URI without the {@code @} that remains when the user is empty. */
    static String withoutEmptyUser(String uri) {
        int colon = uri.indexOf(':');
        boolean empty = colon >= 0
                && uri.startsWith("@", colon + 1)
                && (uri.regionMatches(true, 0, "sip:", 0, colon + 1)
                        || uri.regionMatches(true, 0, "sips:", 0, colon + 1));
        return empty ? uri.substring(0, colon + 1) + uri.substring(colon + 2) : uri;
    }

    /** Refuses what this server cannot call itself, of the text of a valid URI. */
    static void refuseUncallable(String uri) {
        var parts = SIP.matcher(uri);
        if (!parts.matches()) {
            throw bad(uri, "names no host to call: a bridge needs a sip: or sips: URI");
        }
        for (var parameter : parts.group("rest").toLowerCase(Locale.ROOT).split(";", -1)) {
            if (parameter.startsWith("maddr=")) {
                throw bad(uri, "has maddr, which is not supported: write the address as its host");
            }
            if (parameter.startsWith("transport=") && !TRANSPORTS.contains(parameter)) {
                throw bad(uri, "has a transport that is not udp, tcp or tls");
            }
            if (parameter.equals("transport=udp") && uri.regionMatches(true, 0, "sips:", 0, 5)) {
                throw bad(uri, "asks for sips over UDP, which does not exist");
            }
        }
    }

    private static void checkTel(String uri) {
        if (!isTelNumber(uri)) {
            throw bad(uri, "has no telephone number");
        }
    }

    private static void checkSip(String uri) {
        if (SCHEME_TWICE.matcher(uri).matches()) {
            throw bad(uri, "repeats its scheme");
        }
        var parts = SIP.matcher(uri);
        if (!parts.matches()) {
            throw bad(uri, "is not one sip:, sips: or tel: URI");
        }
        var user = parts.group("user");
        if (user != null && !USER.matcher(user).matches()) {
            throw bad(uri, "has a user part that is empty or holds what RFC 3261 does not allow there");
        }
        checkHost(uri, parts.group("rest"));
    }

    private static void checkHost(String uri, String rest) {
        try {
            Target.hostPort(rest);
        } catch (IllegalArgumentException e) {
            throw bad(uri, "has an invalid host: " + e.getMessage());
        }
    }

    private static IllegalArgumentException bad(String uri, String what) {
        return new IllegalArgumentException("\"" + uri + "\" " + what);
    }
}
