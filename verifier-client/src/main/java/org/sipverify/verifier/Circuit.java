package org.sipverify.verifier;

/** Whether a verifier is asked at all, or spared because it is down. */
public enum Circuit {
    /** Every call asks. */
    CLOSED,
    /** No call asks. */
    OPEN,
    /** One call is asking, the others are not. */
    HALF_OPEN
}
