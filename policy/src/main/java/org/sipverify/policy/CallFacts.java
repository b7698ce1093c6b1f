package org.sipverify.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.stream.Stream;
import org.sipverify.formats.text.Spelling;

/**
 * Everything a policy may look at. What is not known is the empty string or a missing node, never null.
 *
 * @param outcome how verification went
 * @param status the value of X-VVP-Status, such as INDETERMINATE; empty when there is none
 * @param reason why there is no verdict or a bad one: an error code, or text for a malformed header
 * @param source the address the INVITE came from, as text without a zone: 192.0.2.1 or 2001:db8::1
 * @param orig the calling number in canonical form, {@code +} first where it is international
 * @param dest the called number, likewise
 * @param callId the INVITE's Call-ID
 * @param requestId the verifier's name for this verification
 * @param callerId the verified number of the caller
 * @param brandName the caller's verified brand
 * @param brandLogo the URL of its logo
 * @param claims the verifier's claims, an array
 * @param errors the verifier's errors, an array of objects with {@code code} and {@code message}
 */
public record CallFacts(
        Outcome outcome,
        String status,
        String reason,
        String source,
        String orig,
        String dest,
        String callId,
        String requestId,
        String callerId,
        String brandName,
        String brandLogo,
        JsonNode claims,
        JsonNode errors) {

    /** How verification went; each has a section in the policy file. */
    public enum Outcome {
        VALID,
        INVALID,
        INDETERMINATE,
        WARNING,
        ERROR,
        NONE,
        MALFORMED;

        /** The name used in policy files: valid, invalid and so on. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome named(String text) {
            return Stream.of(values())
                    .filter(outcome -> outcome.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(Spelling.unknown(
                            "outcome \"" + text + "\"",
                            text.toLowerCase(Locale.ROOT),
                            Stream.of(values()).map(Outcome::text).toList())));
        }
    }

    /** A call of which only this is known. */
    public static CallFacts of(Outcome outcome, String source, String orig, String dest, String callId) {
        var nothing = MissingNode.getInstance();
        return new CallFacts(outcome, "", "", source, orig, dest, callId, "", "", "", "", nothing, nothing);
    }

    /** The same call with X-VVP-Status and the reason for it. */
    public CallFacts withVerdict(String status, String reason) {
        return new CallFacts(
                outcome, status, reason, source, orig, dest, callId, requestId, callerId, brandName, brandLogo, claims,
                errors);
    }

    /** The same call with the verifier's name for its verification. */
    public CallFacts withRequestId(String requestId) {
        return new CallFacts(
                outcome, status, reason, source, orig, dest, callId, requestId, callerId, brandName, brandLogo, claims,
                errors);
    }

    /** The same call with what was verified about the caller. */
    public CallFacts withCaller(String callerId, String brandName, String brandLogo) {
        return new CallFacts(
                outcome, status, reason, source, orig, dest, callId, requestId, callerId, brandName, brandLogo, claims,
                errors);
    }

    /** The same call with the verifier's claims and errors. */
    public CallFacts withEvidence(JsonNode claims, JsonNode errors) {
        return new CallFacts(
                outcome, status, reason, source, orig, dest, callId, requestId, callerId, brandName, brandLogo, claims,
                errors);
    }
}
