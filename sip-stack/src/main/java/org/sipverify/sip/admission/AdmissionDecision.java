package org.sipverify.sip.admission;

/** What to do with a message. */
public enum AdmissionDecision {
    ADMIT,
    /** No response. */
    DROP,
    /** 403. */
    FORBID,
    /** 503 with Retry-After. */
    BUSY
}
