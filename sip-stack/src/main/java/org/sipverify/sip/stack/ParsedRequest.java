package org.sipverify.sip.stack;

import java.util.List;
import org.sipverify.sip.Headers;
import org.sipverify.sip.Invite;
import org.sipverify.sip.SipAddress;
import org.sipverify.sip.guard.ValidMessage;
import org.sipverify.sip.stack.InviteTransaction.Attempt;

/**
 * The parts of a request that this server acts on.
 *
 * @param cseq the sequence number of CSeq
 */
record ParsedRequest(String method, long cseq, Target target, From from, To to, Demands demands) {

    /** The Request-URI as received, its scheme in lower case, and whether it has header fields. */
    record Target(String uri, String scheme, boolean hasHeaders) {}

    /** Who calls; the tag is empty where there is none. */
    record From(SipAddress address, String tag) {}

    /** Who is called, and whether within a dialog. */
    record To(SipAddress address, boolean inDialog) {}

    /**
     * What the request asks of the server that handles it.
     *
     * @param required every option tag of Require, in order and once
     * @param lastHop whether Max-Forwards is 0
     */
    record Demands(List<String> required, boolean lastHop) {
        Demands {
            required = List.copyOf(required);
        }
    }

    Attempt attempt(String callId) {
        return new Attempt(callId, from.tag(), cseq);
    }

    /** This request as an INVITE. Its header fields are read from the unchanged octets. */
    Invite invite(ValidMessage valid, Invite.Arrival arrival) {
        return new Invite(
                valid.callId(),
                cseq,
                new Invite.Addressing(from.address(), to.address(), target.uri()),
                Headers.of(valid.index()),
                arrival,
                valid.bytes());
    }
}
