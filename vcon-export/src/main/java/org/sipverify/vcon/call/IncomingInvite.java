package org.sipverify.vcon.call;

import java.time.Instant;
import org.sipverify.vcon.sip.SipText;

/**
 * What is known of a call when its INVITE arrives.
 *
 * @param invite the whole message
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never changed
public record IncomingInvite(CallKey key, Instant time, Peer peer, Person caller, Person callee, byte[] invite) {

    /**
     * Where the INVITE came from.
     *
     * @param address with its port
     * @param caller the operator's name for it; empty when it has none
     */
    public record Peer(String transport, String address, String caller) {}

    /** The branch is read from the INVITE. */
    public static IncomingInvite of(
            String callId, Instant time, Peer peer, Person caller, Person callee, byte[] invite) {
        return of(callId, time, peer, caller, callee, SipText.of(invite));
    }

    /** The same of one that has been read already. */
    public static IncomingInvite of(
            String callId, Instant time, Peer peer, Person caller, Person callee, SipText invite) {
        return new IncomingInvite(new CallKey(callId, invite.branch()), time, peer, caller, callee, invite.bytes());
    }
}
