package org.sipverify.vcon.privacy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sipverify.vcon.call.Secret;

/** Header fields that hold credentials. */
final class Names {
    private static final Map<String, Secret> CREDENTIALS = Map.of(
            "authorization", Secret.AUTHORIZATION,
            "proxy-authorization", Secret.PROXY_AUTHORIZATION,
            "www-authenticate", Secret.WWW_AUTHENTICATE,
            "proxy-authenticate", Secret.PROXY_AUTHENTICATE,
            "authentication-info", Secret.AUTHENTICATION_INFO,
            "proxy-authentication-info", Secret.PROXY_AUTHENTICATION_INFO);
    private static final int SHORTEST = "api-key".length();

    static Optional<Secret> credential(String name) {
        if (name.length() < SHORTEST) {
            return Optional.empty();
        }
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("api-key") ? Optional.of(Secret.API_KEY) : Optional.ofNullable(CREDENTIALS.get(lower));
    }

    /** A line of the header that no copy keeps. */
    static Optional<Secret> notKept(String name) {
        return name.equalsIgnoreCase("Geolocation") ? Optional.of(Secret.GEOLOCATION) : credential(name);
    }

    private Names() {}
}
