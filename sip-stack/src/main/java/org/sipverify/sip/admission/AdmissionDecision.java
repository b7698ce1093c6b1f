package org.sipverify.sip.admission;

/** What is to be done with a message. */
public enum AdmissionDecision {
    ADMIT,
    /** Say nothing. */
    DROP,
    /** 403. */
    FORBID,
    /** 503 with Retry-After. */
    BUSY
}
