package org.sipverify.sip.leg;

import org.sipverify.sip.Headers;
import org.sipverify.sip.client.Flow;
import org.sipverify.sip.dialog.Cseq;

/**
 * A request of a peer.
 *
 * @param headers its header fields, with long names
 * @param body never to be written to
 * @param flow the way it came
 * @param transaction answers it; that of an ACK does nothing
 */
@SuppressWarnings("ArrayRecordComponent")
public record PeerRequest(
        String method, String uri, Headers headers, byte[] body, Flow flow, ServerTransaction transaction) {

    /** The number of its CSeq. */
    public int cseq() {
        return Cseq.number(headers);
    }

    void respond(int code, String reason) {
        transaction.respond(new OwnResponse(code, reason));
    }
}
