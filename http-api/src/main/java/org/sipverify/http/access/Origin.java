package org.sipverify.http.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request was sent by a page of this server, or by no page at all. A browser says in Origin which page sends a
 * request, unless it only fetches something from its own server, and modern ones say in Sec-Fetch-Site how that server is
 * related to this one.
 *
 * @param host what the request is addressed to, with its port
 * @param secure whether the server speaks TLS
 */
public record Origin(String host, boolean secure) {
    /** {@code none}: the person typed the address. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    /** What the fields of those names say. */
    public record Claims(Optional<String> origin, Optional<String> fetchSite, Optional<String> fetchMode) {}

    /** Whether a request with these fields is let through. */
    public boolean allows(Claims claims, String method) {
        return claims.origin().map(this::isOwn).orElse(true)
                && claims.fetchSite()
                        .map(site -> OWN.contains(site) || isLink(claims, method))
                        .orElse(true);
    }

    /** Behind a proxy that speaks TLS the scheme is another one, so it counts only where this server speaks TLS. */
    private boolean isOwn(String origin) {
        var text = origin.toLowerCase(Locale.ROOT);
        var own = host.toLowerCase(Locale.ROOT);
        return text.equals("https://" + own) || (!secure && text.equals("http://" + own));
    }

    /** Somebody follows a link of another page, which gets nothing of the answer to see. */
    private static boolean isLink(Claims claims, String method) {
        return method.equals("GET")
                && claims.fetchMode().filter("navigate"::equals).isPresent();
    }
}
