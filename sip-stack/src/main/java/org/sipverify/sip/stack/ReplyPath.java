package org.sipverify.sip.stack;

import java.util.OptionalInt;
import org.sipverify.sip.admission.Networks;
import org.sipverify.sip.admission.Source;
import org.sipverify.sip.transport.Wire;

/**
 * Where responses go: over a connection, back on it. Over UDP, always to the address the request came from, so that a
 * Via cannot send them elsewhere; to the port of the topmost Via (RFC 3261 section 18.2.2), or with rport to the one the
 * request came from (RFC 3581 section 4).
 *
 * @param forceRport sources whose requests are treated as if they had rport
 */
record ReplyPath(Networks forceRport) {
    /**
     * The wire for responses to a request.
     *
     * @param port what the topmost Via says; empty: the port the request came from
     */
    Wire of(Wire request, Source source, OptionalInt port) {
        boolean asAsked = port.isPresent() && (forceRport.isEmpty() || !forceRport.contain(source));
        return asAsked ? request.to(port.getAsInt()) : request;
    }
}
