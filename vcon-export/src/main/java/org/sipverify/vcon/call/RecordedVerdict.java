package org.sipverify.vcon.call;

/**
 * How verification went.
 *
 * @param outcome valid, invalid, indeterminate, warning, error, none or malformed
 * @param status the {@code X-VVP-Status} shown; empty when there is none
 */
public record RecordedVerdict(
        String outcome, String status, Cause cause, Proof proof, Answer answer, VerdictDetails details) {

    /** The same with other details. */
    public RecordedVerdict with(VerdictDetails other) {
        return new RecordedVerdict(outcome, status, cause, proof, answer, other);
    }

    /**
     * Why it went so.
     *
     * @param reason an error code, or what is wrong with a header; empty when nothing is
     * @param code the verifier's own code behind it; empty when there is none
     */
    public record Cause(String reason, String code) {}

    /**
     * What is proved of the caller; empty without proof.
     *
     * @param callerId the verified number
     */
    public record Proof(String brand, String callerId) {}

    /**
     * Where the verdict is from.
     *
     * @param warning the verifier's reason for a warning; empty when there is none
     * @param requestId the verifier's name for the request; empty when there is none
     * @param verifier a URL or a host name
     */
    public record Answer(String warning, String requestId, String verifier) {}
}
