package org.sipverify.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.Optional;
import org.sipverify.formats.text.PlainText;

/**
 * The result of verifying one call's credentials.
 *
 * @param status the verdict, or {@link Status#ERROR} when there is none
 * @param caller who the caller proved to be
 * @param reason why there is no better verdict
 * @param report what the verifier reported besides its verdict
 */
public record Verification(Status status, Caller caller, Reason reason, Report report) {
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_DIGITS = 15;

    /**
     * Who the caller proved to be.
     *
     * @param brand only with {@link Status#VALID} or {@link Status#WARNING}
     * @param number the verified calling number, {@code +} and digits; only with {@link Status#VALID}, otherwise empty
     */
    public record Caller(Optional<Brand> brand, String number) {
        /** Nothing is proved. */
        public static final Caller UNKNOWN = new Caller(Optional.empty(), "");

        /** Refuses what is not a number in E.164 form. */
        public Caller {
            require(number.isEmpty() || isE164(number), "not an E.164 number");
        }

        private static boolean isE164(String number) {
            int digits = number.length() - 1;
            if (number.charAt(0) != '+' || digits < 1 || digits > MAX_DIGITS) {
                return false;
            }
            for (int i = 1; i <= digits; i++) {
                if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Why there is no better verdict.
     *
     * @param error the {@code X-VVP-Error} value, a name such as {@code SIGNATURE_INVALID}; empty when there is none
     * @param rawError the verifier's own code behind {@code error}, or {@code HTTP_500} and the like; empty when none
     * @param warning the verifier's text; only with {@link Status#WARNING}, otherwise empty
     */
    public record Reason(String error, String rawError, String warning) {
        /** There is nothing to say against the caller. */
        public static final Reason NONE = new Reason("", "", "");

        /** Refuses text that does not fit on a header line. */
        public Reason {
            require(isCodeOrEmpty(error) && isCodeOrEmpty(rawError), "not an error code");
            require(PlainText.is(warning), "control characters in a warning");
        }

        private static boolean isCodeOrEmpty(String text) {
            return text.isEmpty() || ErrorCodes.isCode(text);
        }
    }

    /**
     * What the verifier reported besides its verdict.
     *
     * @param requestId the verifier's name for this request; empty when it gave none
     * @param claims its tree of claims; a missing node when it gave none
     * @param errors its list of {@code {code, message, recoverable}}; an empty array when it gave none
     */
    public record Report(String requestId, JsonNode claims, JsonNode errors) {
        /** The verifier gave none. */
        public static final Report NONE =
                new Report("", MissingNode.getInstance(), JsonNodeFactory.instance.arrayNode());

        /** Rejects a name that does not fit on a header line. */
        public Report {
            claims = claims.isNull() ? MissingNode.getInstance() : claims;
            errors = errors.isArray() ? errors : JsonNodeFactory.instance.arrayNode();
            require(PlainText.is(requestId), "control characters in a request's name");
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

    /** Refuses what could mislead: a brand or number without proof, or no verdict without a reason. */
    public Verification {
        require(
                caller.brand().isEmpty() || status == Status.VALID || status == Status.WARNING,
                "a brand without proof");
        require(caller.number().isEmpty() || status == Status.VALID, "a caller id without proof");
        require(reason.warning().isEmpty() || status == Status.WARNING, "a warning reason without a warning");
        require(reason.error().isEmpty() || status != Status.VALID, "valid with an error");
        require(status != Status.ERROR || isNoVerdict(reason.error()), "no verdict, and no reason why");
    }

    /** Proved; the caller id is {@code +} and digits, or empty when the credentials name none. */
    public static Verification valid(String callerId) {
        return new Verification(Status.VALID, new Caller(Optional.empty(), callerId), Reason.NONE, Report.NONE);
    }

    /** Contradicted by evidence. */
    public static Verification invalid(String error, String rawError) {
        return unproved(Status.INVALID, new Reason(error, rawError, ""));
    }

    /** Not decided. */
    public static Verification indeterminate(String error, String rawError) {
        return unproved(Status.INDETERMINATE, new Reason(error, rawError, ""));
    }

    /** Proved, but by a vetter outside its scope. */
    public static Verification warning(String reason) {
        return unproved(Status.WARNING, new Reason("", "", reason));
    }

    /** No verdict. */
    public static Verification error(NoVerdict why) {
        return error(why, "");
    }

    /** No verdict, with the raw cause, such as {@code HTTP_500}, for the audit. */
    public static Verification error(NoVerdict why, String rawError) {
        return unproved(Status.ERROR, new Reason(why.name(), rawError, ""));
    }

    /**
     * What the verifier says about it in its own words, for people: the message of the error that decided, or the reason
     * of its warning. On one line, at most 500 characters; empty when it says nothing.
     */
    public String message() {
        if (!reason.warning().isEmpty()) {
            return reason.warning();
        }
        for (var error : report.errors()) {
            var read = CredentialError.read(error);
            var decided = read.filter(it -> it.code().equals(reason.rawError()));
            if (decided.isPresent() && !decided.get().message().isBlank()) {
                return PlainText.onOneLine(PlainText.cut(decided.get().message().strip(), MAX_MESSAGE));
            }
        }
        return "";
    }

    /** The same with who the caller proved to be; fails unless there is proof. */
    public Verification withBrand(Optional<Brand> proved) {
        return new Verification(status, new Caller(proved, caller.number()), reason, report);
    }

    /** The same with the verifier's own report. */
    public Verification withReport(Report own) {
        return new Verification(status, caller, reason, own);
    }

    private static Verification unproved(Status status, Reason reason) {
        return new Verification(status, Caller.UNKNOWN, reason, Report.NONE);
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
