package org.sipverify.sip.admission;

import java.util.List;
import java.util.OptionalInt;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.sip.transport.Wire;

/**
 * Where responses go: over a connection, back on it. Over UDP, always to the address the request came from, so that a
 * Via cannot send them elsewhere; to the port of the topmost Via (RFC 3261 section 18.2.2), or with rport to the one the
 * request came from (RFC 3581 section 4).
 */
public final class ReplyPath {
    private final Networks forceRport;

    /** @param forceRport sources whose requests are treated as if they had rport */
    public ReplyPath(List<IpNetwork> forceRport) {
        this.forceRport = new Networks(forceRport);
    }

    /**
     * The wire for responses to a request.
     *
     * @param port what the topmost Via says; empty: the port the request came from
     */
    public Wire of(Wire request, Source source, OptionalInt port) {
        boolean asAsked = port.isPresent() && (forceRport.isEmpty() || !forceRport.contain(source));
        return asAsked ? request.to(port.getAsInt()) : request;
    }
}
