package org.sipverify.verifier;

/** Why there is no verdict: a failure of the verifier or of the connection to it. */
public enum NoVerdict {
    /** The whole exchange took longer than {@code verifier.timeout}. */
    VERIFIER_TIMEOUT,
    /** No connection, or one that broke. */
    VERIFIER_UNREACHABLE,
    /** It does not accept this server: HTTP 401 or 403, or 407 of a proxy. Only a valid key helps. */
    VERIFIER_REFUSED,
    /** An unusable response: any other than HTTP 200, not JSON, without a known status, or too large. */
    VERIFIER_ERROR
}
