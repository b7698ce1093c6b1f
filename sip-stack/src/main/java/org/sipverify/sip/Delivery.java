package org.sipverify.sip;

/**
 * What happened to an answer.
 *
 * @param kind whether it was the call's answer, and whether it was sent
 * @param status the status that the caller receives; 0 if this answer came too late
 */
public record Delivery(Kind kind, int status) {
    /** It came too late: the call is already answered, or cancelled. */
    public static final Delivery TOO_LATE = new Delivery(Kind.TOO_LATE, 0);

    /** How far it got. */
    public enum Kind {
        /** Handed to the network. The status differs from the one asked for if that could not be expressed in SIP. */
        SENT,
        /**
         * It could not be sent: the connection is closed, or the response would be larger than a request from this
         * source allows.
         */
        NOT_SENT,
        TOO_LATE
    }
}
