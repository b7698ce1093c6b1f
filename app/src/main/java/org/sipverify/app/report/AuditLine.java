package org.sipverify.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.sipverify.formats.json.StrictJson;

/**
 * A line of the audit, one call. What a line does not have is empty.
 *
 * @param would what would have been done; absent where the policy was enforced
 */
record AuditLine(Call call, Verdict verdict, Done done, Optional<Would> would) {

    /**
     * Which call.
     *
     * @param time when the INVITE came
     * @param from the calling number
     */
    record Call(Instant time, String id, String from, String source) {}

    /**
     * How verification went.
     *
     * @param error the {@code X-VVP-Error}
     * @param code the verifier's own code behind it
     * @param message the verifier's sentence about it
     */
    record Verdict(String outcome, String error, String code, String message) {}

    /** What was done, and by which rule or section. */
    record Done(String decision, int status, String rule) {}

    /**
     * What would have been done.
     *
     * @param status 0 of a bridge, and in the audit of versions before it was written
     * @param target where the call would have gone, of a bridge the first target; empty when it would have been rejected
     */
    record Would(String action, int status, String target) {}

    /** Reads one; empty when it is not a line of the audit. */
    static Optional<AuditLine> read(byte[] json) {
        return StrictJson.objectOrNone(json).flatMap(AuditLine::of);
    }

    private static Optional<AuditLine> of(JsonNode line) {
        try {
            var call = new Call(
                    Instant.parse(text(line, "time")), text(line, "call_id"), text(line, "from"), text(line, "source"));
            var verdict = new Verdict(
                    text(line, "outcome"),
                    text(line, "error"),
                    text(line, "verifier_code"),
                    text(line, "verifier_message"));
            var status = number(line, "response_code");
            var done = new Done(text(line, "decision"), status, text(line, "rule"));
            return Optional.of(new AuditLine(call, verdict, done, would(line)))
                    .filter(it -> !it.verdict.outcome().isEmpty());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Would> would(JsonNode line) {
        return Optional.of(text(line, "would"))
                .filter(action -> !action.isEmpty())
                .map(action -> new Would(action, number(line, "would_code"), text(line, "would_target")));
    }

    /** A decimal with a large exponent would take long to become one. */
    private static int number(JsonNode line, String name) {
        return line.path(name).isInt() ? line.path(name).intValue() : 0;
    }

    private static String text(JsonNode line, String name) {
        return StrictJson.text(line.path(name)).orElse("");
    }
}
