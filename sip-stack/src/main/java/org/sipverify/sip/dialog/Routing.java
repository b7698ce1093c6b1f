package org.sipverify.sip.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipverify.formats.text.PlainText;
import org.sipverify.sip.Headers;
import org.sipverify.sip.UriText;
import org.sipverify.sip.client.Addresses;
import org.sipverify.sip.dns.Target;

/**
 * Where the requests of a dialog go.
 *
 * @param target the URI of the peer's Contact
 * @param routes the values of Route, in order
 * @param secure whether the dialog began with a sips URI over TLS, so that all of it stays so
 */
public record Routing(String target, List<String> routes, boolean secure) {
    /** Rejects what requests could not be sent to. */
    public Routing {
        routes = List.copyOf(routes);
        if (secure && !isSecure(target)) {
            throw new IllegalArgumentException("the peer of a sips dialog has a Contact that is not sips");
        }
        var first = routes.isEmpty() ? target : Addresses.uri(routes.get(0));
        for (var uri : List.of(target, first)) {
            if (!isSip(uri)) {
                throw new IllegalArgumentException("not a SIP URI: " + PlainText.onOneLine(uri));
            }
        }
        var unused = Target.parse(withoutHeaders(first));
    }

    private static boolean isSip(String uri) {
        int scheme = isSecure(uri) ? 5 : uri.regionMatches(true, 0, "sip:", 0, 4) ? 4 : 0;
        return scheme > 0 && scheme < uri.length() && UriText.is(uri);
    }

    static boolean isSecure(String uri) {
        return uri.regionMatches(true, 0, "sips:", 0, 5);
    }

    /** The same with another target; empty if nothing can be sent there. */
    Optional<Routing> movedTo(String uri) {
        try {
            return Optional.of(new Routing(uri, routes, secure));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** Whether the first proxy leaves the Request-URI alone (RFC 3261 section 19.1.1). */
    private boolean isStrict() {
        return !routes.isEmpty() && !hasLr(Addresses.uri(routes.get(0)));
    }

    private static boolean hasLr(String uri) {
        return parameters(uri).stream().anyMatch(it -> it.equals("lr") || it.startsWith("lr="));
    }

    private static List<String> parameters(String uri) {
        var parts = withoutHeaders(uri).toLowerCase(Locale.ROOT).split(";", -1);
        return List.of(parts).subList(1, parts.length);
    }

    /** RFC 3261 section 12.2.1.1. A strict router finds itself there, without what a Request-URI may not have. */
    public String requestUri() {
        return isStrict() ? withoutMethod(withoutHeaders(Addresses.uri(routes.get(0)))) : withoutHeaders(target);
    }

    /** The Route fields; behind a strict router the peer is the last of them. */
    public Headers headers() {
        var values = new ArrayList<>(routes);
        if (isStrict()) {
            values.remove(0);
            values.add("<" + target + ">");
        }
        var headers = Headers.NONE;
        for (var value : values) {
            headers = headers.with("Route", value);
        }
        return headers;
    }

    /** Where the next hop is: the first route, or the peer. */
    public Target next() {
        return Target.parse(withoutHeaders(routes.isEmpty() ? target : Addresses.uri(routes.get(0))));
    }

    private static String withoutHeaders(String uri) {
        int question = uri.indexOf('?', uri.indexOf('@') + 1);
        return question < 0 ? uri : uri.substring(0, question);
    }

    private static String withoutMethod(String uri) {
        return uri.replaceAll("(?i);method=[^;]*", "");
    }
}
