package org.sipverify.sip;

/**
 * What became of an answer.
 *
 * @param kind whether it counted, and left
 * @param status what the caller is answered; 0 where this answer came too late
 */
public record Delivery(Kind kind, int status) {
    /** It came too late: the call has its answer, or its caller has given it up. */
    public static final Delivery TOO_LATE = new Delivery(Kind.TOO_LATE, 0);

    /** How far it got. */
    public enum Kind {
        /** Handed to the network. The status is another than was wanted where that could not be said in SIP. */
        SENT,
        /** It could not leave: the connection is gone, or the answer would be larger than a forged request may bring. */
        NOT_SENT,
        TOO_LATE
    }
}
