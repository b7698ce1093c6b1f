package org.sipverify.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.text.PlainText;

/**
 * The result of verifying one call's credentials.
 *
 * @param status the verdict, or {@link Status#ERROR} when there is none
 * @param report what the verifier reported besides its verdict
 */
public record Verification(Status status, Caller caller, Cause cause, Report report) {

    /**
     * What was proved about the caller.
     *
     * @param brand who the caller proved to be; only with {@link Status#VALID} or {@link Status#WARNING}
     * @param number the verified calling number, {@code +} and digits; only with {@link Status#VALID}, otherwise empty
     */
    public record Caller(Optional<Brand> brand, String number) {
        private static final Pattern NUMBER = Pattern.compile("(?:\\+[0-9]{1,15})?");

        public Caller {
            require(NUMBER.matcher(number).matches(), "not an E.164 number");
        }
    }

    /**
     * Why the verdict is not a plain VALID.
     *
     * @param error the {@code X-VVP-Error} value, a name such as {@code SIGNATURE_INVALID}; empty when there is none
     * @param rawError the verifier's own code behind {@code error}, or {@code HTTP_500} and the like; empty when none
     * @param warning the verifier's reason; only with {@link Status#WARNING}, otherwise empty
     */
    public record Cause(String error, String rawError, String warning) {
        private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{0,64}");
        private static final Cause NONE = new Cause("", "", "");

        public Cause {
            require(CODE.matcher(error).matches() && CODE.matcher(rawError).matches(), "not an error code");
            require(PlainText.is(warning), "control characters");
        }
    }

    /**
     * What the verifier reported besides its verdict.
     *
     * @param requestId the verifier's name for this request; empty when it gave none
     * @param claims the verifier's tree of claims; a missing node when it gave none
     * @param errors the verifier's list of {@code {code, message, recoverable}}; an empty array when it gave none
     */
    public record Report(String requestId, JsonNode claims, JsonNode errors) {
        private static final Report NONE =
                new Report("", MissingNode.getInstance(), JsonNodeFactory.instance.arrayNode());

        public Report {
            claims = claims.isNull() ? MissingNode.getInstance() : claims;
            errors = errors.isArray() ? errors : JsonNodeFactory.instance.arrayNode();
            require(PlainText.is(requestId), "control characters");
        }
    }

    /** A verdict, or none. */
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

    /** Rejects what could mislead: a brand or number without proof, and an error without its reason. */
    public Verification {
        require(
                caller.brand().isEmpty() || status == Status.VALID || status == Status.WARNING,
                "a brand without proof");
        require(caller.number().isEmpty() || status == Status.VALID, "a caller id without proof");
        require(cause.warning().isEmpty() || status == Status.WARNING, "a warning reason without a warning");
        require(cause.error().isEmpty() || status != Status.VALID, "valid with an error");
        require(status != Status.ERROR || isNoVerdict(cause.error()), "no verdict, and no reason why");
    }

    /** Proved; the caller id is {@code +} and digits, or empty when the credentials name none. */
    public static Verification valid(String callerId) {
        return new Verification(Status.VALID, new Caller(Optional.empty(), callerId), Cause.NONE, Report.NONE);
    }

    /** Contradicted by evidence. */
    public static Verification invalid(String error, String rawError) {
        return unproved(Status.INVALID, new Cause(error, rawError, ""));
    }

    /** Not decided. */
    public static Verification indeterminate(String error, String rawError) {
        return unproved(Status.INDETERMINATE, new Cause(error, rawError, ""));
    }

    /** Proved, but by a vetter outside its scope. */
    public static Verification warning(String reason) {
        return unproved(Status.WARNING, new Cause("", "", reason));
    }

    /** No verdict. */
    public static Verification error(NoVerdict why) {
        return error(why, "");
    }

    /** No verdict, with the raw cause, such as {@code HTTP_500}, for the audit. */
    public static Verification error(NoVerdict why, String rawError) {
        return unproved(Status.ERROR, new Cause(why.name(), rawError, ""));
    }

    private static Verification unproved(Status status, Cause cause) {
        return new Verification(status, new Caller(Optional.empty(), ""), cause, Report.NONE);
    }

    /** The same with who the caller proved to be; fails unless there is proof. */
    public Verification withBrand(Optional<Brand> proved) {
        return new Verification(status, new Caller(proved, caller.number()), cause, report);
    }

    /** The same with the verifier's own report. */
    public Verification withReport(String requestId, JsonNode claims, JsonNode errors) {
        return new Verification(status, caller, cause, new Report(requestId, claims, errors));
    }

    /** As in {@link Caller}. */
    public Optional<Brand> brand() {
        return caller.brand();
    }

    /** As in {@link Caller}. */
    public String callerId() {
        return caller.number();
    }

    /** As in {@link Cause}. */
    public String error() {
        return cause.error();
    }

    /** As in {@link Cause}. */
    public String rawError() {
        return cause.rawError();
    }

    /** As in {@link Cause}. */
    public String warningReason() {
        return cause.warning();
    }

    /** As in {@link Report}. */
    public String requestId() {
        return report.requestId();
    }

    /** As in {@link Report}. */
    public JsonNode claims() {
        return report.claims();
    }

    /** As in {@link Report}. */
    public JsonNode errors() {
        return report.errors();
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
