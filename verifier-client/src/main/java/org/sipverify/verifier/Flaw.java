package org.sipverify.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * One thing wrong with a call's credentials, in the verifier's words.
 *
 * @param code the verifier's error code, such as {@code PASSPORT_EXPIRED}
 * @param message the details, for people; may be empty
 * @param recoverable whether it means "could not find out" rather than "is wrong"
 */
public record Flaw(String code, String message, boolean recoverable) {

    /** Whether it is recoverable follows from the code. */
    public static Flaw of(String code, String message) {
        return new Flaw(code, message, ErrorCodes.isRecoverable(code));
    }

    /** A reply's error, an object or a bare code; empty when there is no code to be found in it. */
    public static Optional<Flaw> read(JsonNode error) {
        var code = error.isTextual() ? error.asText() : error.path("code").asText("");
        var recoverable = error.path("recoverable").asBoolean(ErrorCodes.isRecoverable(code));
        return ErrorCodes.isCode(code)
                ? Optional.of(new Flaw(code, error.path("message").asText(""), recoverable))
                : Optional.empty();
    }

    /** The {@code X-VVP-Error} value. */
    public String shown() {
        return ErrorCodes.shown(code, message);
    }

    /** A verdict of our own on this flaw alone. */
    public Verification verification() {
        var verdict = recoverable ? Verification.indeterminate(shown(), code) : Verification.invalid(shown(), code);
        var errors = JsonNodeFactory.instance.arrayNode();
        errors.addObject().put("code", code).put("message", message).put("recoverable", recoverable);
        return verdict.withReport(new Verification.Report("", verdict.report().claims(), errors));
    }
}
