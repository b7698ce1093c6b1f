package org.sipverify.sip.stack;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.sipverify.sip.Invite;
import org.sipverify.sip.SipAddress;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.stack.InviteTransaction.Attempt;
import org.sipverify.sip.transport.Transport;

/**
 * What of a request this server acts on.
 *
 * @param required every option tag of Require, in order and once
 * @param lastHop whether Max-Forwards is 0
 */
record ParsedRequest(
        String method, Target target, From from, To to, long cseq, List<String> required, boolean lastHop) {

    /** The Request-URI: as it stands, its scheme in lower case, and whether it has header fields. */
    record Target(String uri, String scheme, boolean hasHeaders) {}

    /** Who calls; the tag is empty where there is none. */
    record From(SipAddress address, String tag) {}

    /** Who is called, and whether by a dialog that there is. */
    record To(SipAddress address, boolean inDialog) {}

    ParsedRequest {
        required = List.copyOf(required);
    }

    Attempt attempt(String callId) {
        return new Attempt(callId, from.tag(), cseq);
    }

    /** The INVITE that it is. Its header fields are read from the octets themselves: nobody has changed those. */
    Invite invite(ValidMessage valid, InetSocketAddress source, Transport transport) {
        return new Invite(
                valid.callId(),
                cseq,
                from.address(),
                to.address(),
                target.uri(),
                HeaderFields.of(valid.bytes()),
                source,
                transport,
                Instant.now(),
                valid.bytes());
    }
}
