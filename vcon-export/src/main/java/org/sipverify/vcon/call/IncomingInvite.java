package org.sipverify.vcon.call;

import java.time.Instant;
import org.sipverify.vcon.sip.SipText;

/**
 * What is known of a call when its INVITE arrives.
 *
 * @param branch of the topmost Via, which all messages of the INVITE transaction share
 * @param source address and port the INVITE came from
 * @param invite the whole message
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never changed
public record IncomingInvite(
        String callId,
        String branch,
        Instant time,
        String transport,
        String source,
        Person caller,
        Person callee,
        byte[] invite) {

    /** The branch is read out of the INVITE. */
    public static IncomingInvite of(
            String callId, Instant time, String transport, String source, Person caller, Person callee, byte[] invite) {
        var branch = SipText.of(invite).branch();
        return new IncomingInvite(callId, branch, time, transport, source, caller, callee, invite);
    }

    public CallKey key() {
        return new CallKey(callId, branch);
    }
}
