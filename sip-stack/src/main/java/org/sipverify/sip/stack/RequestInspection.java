package org.sipverify.sip.stack;

import java.util.Optional;
import java.util.Set;
import org.sipverify.sip.Headers;
import org.sipverify.sip.transport.Transport;

/** What a user agent server looks at before it acts on a request (RFC 3261 section 8.2), in that order. */
final class RequestInspection {
    static final Headers CAPABILITIES = Headers.NONE
            .with("Allow", "INVITE, ACK, CANCEL, OPTIONS")
            .with("Accept", "application/sdp")
            .with("Supported", "");

    private static final Headers ALLOW = new Headers(CAPABILITIES.fields().subList(0, 1));
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

    /** They mean something inside a dialog only, and this server has no dialogs. */
    private static final Set<String> IN_DIALOG = Set.of("BYE", "INFO", "PRACK", "REFER", "UPDATE", "NOTIFY");

    /** A refusal: its status, and what it says beyond the fields every response has. */
    record Refusal(int status, Headers headers) {}

    /** Why the request cannot be taken, if it cannot. */
    static Optional<Refusal> refusal(ParsedRequest request, Transport transport) {
        var method = request.method();
        if (request.to().inDialog() || IN_DIALOG.contains(method)) {
            return refuse(481, Headers.NONE);
        }
        if (!method.equals("INVITE") && !method.equals("OPTIONS")) {
            return refuse(405, ALLOW);
        }
        if (!SCHEMES.contains(request.target().scheme())) {
            return refuse(416, Headers.NONE);
        }
        if (SipsRules.isBare(request.target().uri(), transport)) {
            return refuse(480, SipsRules.NOT_ALLOWED);
        }
        if (request.target().hasHeaders()) {
            return refuse(400, Headers.NONE); // RFC 3261 section 19.1.5: no headers in a Request-URI
        }
        if (!request.demands().required().isEmpty()) { // RFC 3261 section 8.2.2.3: this server supports none of them
            return refuse(
                    420,
                    Headers.NONE.with(
                            "Unsupported", String.join(", ", request.demands().required())));
        }
        // OPTIONS is answered here even at 0: RFC 3261 section 16.3 lets the last element speak for itself.
        return method.equals("INVITE") && request.demands().lastHop() ? refuse(483, Headers.NONE) : Optional.empty();
    }

    private static Optional<Refusal> refuse(int status, Headers headers) {
        return Optional.of(new Refusal(status, headers));
    }

    private RequestInspection() {}
}
