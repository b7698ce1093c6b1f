package org.sipverify.sip.stack;

import java.util.Optional;
import java.util.Set;
import org.sipverify.sip.Headers;
import org.sipverify.sip.transport.Transport;

/** The checks of a user agent server before it acts on a request (RFC 3261 section 8.2), in that order. */
final class RequestInspection {
    static final Headers CAPABILITIES = Headers.NONE
            .with("Allow", "INVITE, ACK, CANCEL, OPTIONS")
            .with("Accept", "application/sdp")
            .with("Supported", "");

    private static final Headers ALLOW = new Headers(CAPABILITIES.fields().subList(0, 1));
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");
    /** Emergency calls and other services (RFC 5031): the policy decides. */
    private static final String SERVICE = "urn:service:";

    /** They are valid only inside a dialog, and this server has no dialogs. */
    private static final Set<String> IN_DIALOG = Set.of("BYE", "INFO", "PRACK", "REFER", "UPDATE", "NOTIFY");

    /** A rejection: its status, and its header fields besides those that every response has. */
    record Refusal(int status, Headers headers) {}

    /** Why the request is rejected, if it is. */
    static Optional<Refusal> refusal(ParsedRequest request, Transport transport) {
        var method = request.method();
        if (request.to().inDialog() || IN_DIALOG.contains(method)) {
            return refuse(481, Headers.NONE);
        }
        if (!method.equals("INVITE") && !method.equals("OPTIONS")) {
            return refuse(405, ALLOW);
        }
        if (!SCHEMES.contains(request.target().scheme())
                && !isService(request.target().uri())) {
            return refuse(416, Headers.NONE);
        }
        if (SipsRules.isBare(request.target().uri(), transport)) {
            return refuse(480, SipsRules.NOT_ALLOWED);
        }
        if (request.target().hasHeaders()) {
            return refuse(400, Headers.NONE); // RFC 3261 section 19.1.5: no headers in a Request-URI
        }
        // A redirect server ignores option tags that it does not know (RFC 3261 section 8.3): see Extensions.
        if (method.equals("OPTIONS") && !request.demands().required().isEmpty()) {
            return refuse(
                    Extensions.BAD_EXTENSION,
                    Extensions.unsupported(request.demands().required()));
        }
        // OPTIONS is answered here even at 0: RFC 3261 section 16.3 allows the last element to answer for itself.
        return method.equals("INVITE") && request.demands().lastHop() ? refuse(483, Headers.NONE) : Optional.empty();
    }

    private static boolean isService(String uri) {
        return uri.regionMatches(true, 0, SERVICE, 0, SERVICE.length());
    }

    private static Optional<Refusal> refuse(int status, Headers headers) {
        return Optional.of(new Refusal(status, headers));
    }

    private RequestInspection() {}
}
