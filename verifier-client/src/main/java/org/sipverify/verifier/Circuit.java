package org.sipverify.verifier;

/** Whether requests are sent to a verifier. */
public enum Circuit {
    /** Every call sends a request. */
    CLOSED,
    /** No call sends a request. */
    OPEN,
    /** One call sends a request as a probe, the others do not. */
    HALF_OPEN
}
