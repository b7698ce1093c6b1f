package org.sipverify.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.text.PlainText;

/**
 * The finding about one call's credentials.
 *
 * @param status the verdict, or {@link Status#ERROR} when there is none
 * @param brand who the caller proved to be; only with {@link Status#VALID} or {@link Status#WARNING}
 * @param callerId the verified calling number, {@code +} and digits; only with {@link Status#VALID}, otherwise empty
 * @param error the {@code X-VVP-Error} value, a name such as {@code SIGNATURE_INVALID}; empty when there is none
 * @param rawError the verifier's own code behind {@code error}, or {@code HTTP_500} and the like; empty when none
 * @param warningReason the verifier's reason; only with {@link Status#WARNING}, otherwise empty
 * @param requestId the verifier's name for this request; empty when it gave none
 * @param claims the verifier's tree of claims; a missing node when it gave none
 * @param errors the verifier's list of {@code {code, message, recoverable}}; an empty array when it gave none
 */
public record Verification(
        Status status,
        Optional<Brand> brand,
        String callerId,
        String error,
        String rawError,
        String warningReason,
        String requestId,
        JsonNode claims,
        JsonNode errors) {

    /** A verdict, or that there is none. */
    public enum Status {
        /** Proved. */
        VALID,
        /** Contradicted by evidence. */
        INVALID,
        /** Evidence could not be obtained or decided. */
        INDETERMINATE,
        /** Proved, but by a vetter outside its scope. */
        WARNING,
        /** No verdict; {@code error} is the name of a {@link NoVerdict}. */
        ERROR
    }

    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{0,64}");
    private static final Pattern NUMBER = Pattern.compile("(?:\\+[0-9]{1,15})?");

    /** Refuses what could mislead: a brand or number without proof, and text that does not fit on a header line. */
    public Verification {
        claims = claims.isNull() ? MissingNode.getInstance() : claims;
        errors = errors.isArray() ? errors : JsonNodeFactory.instance.arrayNode();
        require(brand.isEmpty() || status == Status.VALID || status == Status.WARNING, "a brand without proof");
        require(callerId.isEmpty() || status == Status.VALID, "a caller id without proof");
        require(warningReason.isEmpty() || status == Status.WARNING, "a warning reason without a warning");
        require(error.isEmpty() || status != Status.VALID, "valid with an error");
        require(status != Status.ERROR || isNoVerdict(error), "no verdict, and no reason why");
        require(isCode(error) && isCode(rawError), "not an error code");
        require(NUMBER.matcher(callerId).matches(), "not an E.164 number");
        require(PlainText.is(warningReason) && PlainText.is(requestId), "control characters");
    }

    /** Proved; the caller id is {@code +} and digits, or empty when the credentials name none. */
    public static Verification valid(String callerId) {
        return of(Status.VALID, callerId, "", "", "");
    }

    /** Contradicted by evidence. */
    public static Verification invalid(String error, String rawError) {
        return of(Status.INVALID, "", error, rawError, "");
    }

    /** Not decided. */
    public static Verification indeterminate(String error, String rawError) {
        return of(Status.INDETERMINATE, "", error, rawError, "");
    }

    /** Proved, but by a vetter outside its scope. */
    public static Verification warning(String reason) {
        return of(Status.WARNING, "", "", "", reason);
    }

    /** No verdict. */
    public static Verification error(NoVerdict why) {
        return error(why, "");
    }

    /** No verdict, with what was seen, such as {@code HTTP_500}, for the audit. */
    public static Verification error(NoVerdict why, String rawError) {
        return of(Status.ERROR, "", why.name(), rawError, "");
    }

    /** The same with who the caller proved to be; fails unless there is proof. */
    public Verification withBrand(Optional<Brand> proved) {
        return new Verification(status, proved, callerId, error, rawError, warningReason, requestId, claims, errors);
    }

    /** The same with the verifier's own account of it. */
    public Verification withReport(String requestId, JsonNode claims, JsonNode errors) {
        return new Verification(status, brand, callerId, error, rawError, warningReason, requestId, claims, errors);
    }

    private static Verification of(
            Status status, String callerId, String error, String rawError, String warningReason) {
        return new Verification(
                status,
                Optional.empty(),
                callerId,
                error,
                rawError,
                warningReason,
                "",
                MissingNode.getInstance(),
                JsonNodeFactory.instance.arrayNode());
    }

    private static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    private static boolean isNoVerdict(String error) {
        return Arrays.stream(NoVerdict.values()).anyMatch(why -> why.name().equals(error));
    }

    private static void require(boolean good, String otherwise) {
        if (!good) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
