package org.sipverify.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sip.address.SipURI;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;

/** What a user agent server looks at before it acts on a request (RFC 3261 section 8.2), in that order. */
final class JainScreen {
    static final Headers CAPABILITIES = Headers.NONE
            .with("Allow", "INVITE, ACK, CANCEL, OPTIONS")
            .with("Accept", "application/sdp")
            .with("Supported", "");

    private static final Headers ALLOW = new Headers(CAPABILITIES.fields().subList(0, 1));
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

    /** They mean something inside a dialog only, and this server has no dialogs. */
    private static final Set<String> IN_DIALOG =
            Set.of(Request.BYE, Request.INFO, Request.PRACK, Request.REFER, Request.UPDATE, Request.NOTIFY);

    /** A refusal: its status, and what it says beyond the fields every response has. */
    record Refusal(int status, Headers headers) {}

    /** Why the request cannot be taken, if it cannot. */
    static Optional<Refusal> refusal(Request request) {
        var method = request.getMethod();
        if (inDialog(request) || IN_DIALOG.contains(method)) {
            return refuse(481, Headers.NONE);
        }
        if (!method.equals(Request.INVITE) && !method.equals(Request.OPTIONS)) {
            return refuse(405, ALLOW);
        }
        if (!SCHEMES.contains(JainMessages.scheme(request))) {
            return refuse(416, Headers.NONE);
        }
        if (JainSips.isBare(request)) {
            return refuse(480, JainSips.NOT_ALLOWED);
        }
        if (request.getRequestURI() instanceof SipURI uri
                && uri.getHeaderNames().hasNext()) {
            return refuse(400, Headers.NONE); // RFC 3261 section 19.1.5: no headers in a Request-URI
        }
        var required = required(request);
        if (!required.isEmpty()) {
            return refuse(420, Headers.NONE.with("Unsupported", String.join(", ", required)));
        }
        return method.equals(Request.INVITE) && forwardedTooOften(request)
                ? refuse(483, Headers.NONE)
                : Optional.empty();
    }

    private static Optional<Refusal> refuse(int status, Headers headers) {
        return Optional.of(new Refusal(status, headers));
    }

    private static boolean inDialog(Request request) {
        return ((SIPRequest) request).getToHeader().getTag() != null;
    }

    /** OPTIONS is answered here even at 0: RFC 3261 section 16.3 lets the last element speak for itself. */
    private static boolean forwardedTooOften(Request request) {
        return request.getHeader(MaxForwardsHeader.NAME) instanceof MaxForwardsHeader hops
                && hops.getMaxForwards() == 0;
    }

    /** Every option tag of Require: this server supports none of them (RFC 3261 section 8.2.2.3). */
    private static List<String> required(Request request) {
        var headers = new ArrayList<RequireHeader>();
        ListIterator<?> all = request.getHeaders(RequireHeader.NAME);
        all.forEachRemaining(header -> headers.add((RequireHeader) header));
        return headers.stream().map(RequireHeader::getOptionTag).distinct().collect(Collectors.toList());
    }

    private JainScreen() {}
}
