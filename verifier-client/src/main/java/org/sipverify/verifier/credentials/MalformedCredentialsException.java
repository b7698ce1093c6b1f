package org.sipverify.verifier.credentials;

/** The call carries VVP credentials that cannot be read; the caller's fault, answered 400 with the reason. */
public final class MalformedCredentialsException extends Exception {
    private final String reason;

    MalformedCredentialsException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is wrong: one of a few fixed texts, never the caller's, so it is safe for {@code X-VVP-Error}. */
    public String reason() {
        return reason;
    }
}
