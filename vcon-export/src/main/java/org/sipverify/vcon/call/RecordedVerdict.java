package org.sipverify.vcon.call;

/**
 * How verification went.
 *
 * @param outcome valid, invalid, indeterminate, warning, error, none or malformed
 * @param status the {@code X-VVP-Status} shown; empty when none
 * @param reason an error code, or what is wrong with a header; empty when nothing is
 * @param code the verifier's own code behind it; empty when none
 * @param brand who the caller proved to be; empty without proof
 * @param callerId the verified number; empty without proof
 * @param warning the verifier's reason for a warning; empty when none
 * @param requestId the verifier's name for the question; empty when none
 * @param verifier who judged: a URL or a host name
 */
public record RecordedVerdict(
        String outcome,
        String status,
        String reason,
        String code,
        String brand,
        String callerId,
        String warning,
        String requestId,
        String verifier) {}
