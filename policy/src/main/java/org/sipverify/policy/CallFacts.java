package org.sipverify.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.stream.Stream;
import org.sipverify.formats.text.Spelling;

/** Everything a policy may look at. What is not known is the empty string or a missing node, never null. */
public record CallFacts(Verdict verdict, Call call, Caller caller, Report report) {

    /**
     * How verification went.
     *
     * @param status the value of X-VVP-Status, such as INDETERMINATE; empty when there is none
     * @param reason why there is no verdict or a bad one: an error code, or text for a malformed header
     */
    public record Verdict(Outcome outcome, String status, String reason) {}

    /**
     * What the INVITE says.
     *
     * @param source the address the INVITE came from, as text without a zone: 192.0.2.1 or 2001:db8::1
     * @param orig the calling number in canonical form, {@code +} first where it is international
     * @param dest the called number, likewise
     * @param id the INVITE's Call-ID
     */
    public record Call(String source, String orig, String dest, String id) {}

    /**
     * What was verified about the caller.
     *
     * @param number the verified number
     * @param brandName the verified brand
     * @param brandLogo the URL of its logo
     */
    public record Caller(String number, String brandName, String brandLogo) {
        private static final Caller UNKNOWN = new Caller("", "", "");
    }

    /**
     * What the verifier reported.
     *
     * @param requestId its name for this verification
     * @param claims an array
     * @param errors an array of objects with {@code code} and {@code message}
     */
    public record Report(String requestId, JsonNode claims, JsonNode errors) {
        private static final Report NONE = new Report("", MissingNode.getInstance(), MissingNode.getInstance());
    }

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
        return new CallFacts(
                new Verdict(outcome, "", ""), new Call(source, orig, dest, callId), Caller.UNKNOWN, Report.NONE);
    }

    /** The same call with X-VVP-Status and the reason for it. */
    public CallFacts withVerdict(String status, String reason) {
        return new CallFacts(new Verdict(outcome(), status, reason), call, caller, report);
    }

    /** The same call with the verifier's name for its verification. */
    public CallFacts withRequestId(String requestId) {
        return new CallFacts(verdict, call, caller, new Report(requestId, report.claims(), report.errors()));
    }

    /** The same call with what was verified about the caller. */
    public CallFacts withCaller(String number, String brandName, String brandLogo) {
        return new CallFacts(verdict, call, new Caller(number, brandName, brandLogo), report);
    }

    /** The same call with the verifier's claims and errors. */
    public CallFacts withEvidence(JsonNode claims, JsonNode errors) {
        return new CallFacts(verdict, call, caller, new Report(report.requestId(), claims, errors));
    }

    public Outcome outcome() {
        return verdict.outcome();
    }

    /** As in {@link Call}. */
    public String source() {
        return call.source();
    }

    /** As in {@link Call}. */
    public String orig() {
        return call.orig();
    }

    /** As in {@link Call}. */
    public String dest() {
        return call.dest();
    }
}
