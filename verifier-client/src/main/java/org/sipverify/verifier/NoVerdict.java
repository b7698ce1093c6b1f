package org.sipverify.verifier;

/** Why there is no verdict: faults on the way to the verifier or of the verifier itself. */
public enum NoVerdict {
    /** The whole exchange took longer than {@code verifier.timeout}. */
    VERIFIER_TIMEOUT,
    /** No connection, or one that broke. */
    VERIFIER_UNREACHABLE,
    /** An answer that is none: not HTTP 200, not JSON, without a known status, or too large. */
    VERIFIER_ERROR
}
