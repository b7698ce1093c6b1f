package org.sipverify.verifier;

import java.time.Instant;
import org.sipverify.formats.number.TelephoneNumber;

/**
 * What the INVITE says about the call.
 *
 * @param callId its Call-ID, never another one that the token may claim
 * @param cseq the number of its CSeq
 * @param receivedAt when the INVITE came in
 */
public record CallContext(String callId, long cseq, Caller caller, Callee callee, Instant receivedAt) {

    /**
     * Who calls.
     *
     * @param uri a bare URI, {@code sip:+15551234567@host}
     * @param number as {@link TelephoneNumber#canonical} gives it; empty when it is local
     */
    public record Caller(String uri, String number) {}

    /** Who is called, in the forms of {@link Caller}. */
    public record Callee(String uri, String number) {}

    /** RFC 3261 sections 8.1.1.4 and 8.1.1.5: a Call-ID is never empty, a CSeq number has 31 bits. */
    public CallContext {
        if (callId.isEmpty() || cseq < 0) {
            throw new IllegalArgumentException("not a call: Call-ID or CSeq missing");
        }
    }
}
