package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The verifier's judgement of the caller. What is not known is empty.
 *
 * @param outcome in this server's words (valid, invalid ...) where its report has it, else the draft's (verified,
 *     failed ...)
 */
public record Verdict(
        String outcome, String verifier, Caller caller, String reason, List<String> claims, List<String> errors) {

    /** What is proved of the caller. */
    public record Caller(String brand, String callerId, String attestation) {}

    static Verdict of(JsonNode ours, JsonNode stir, List<JsonNode> answers) {
        return new Verdict(
                first(ours.path("outcome"), stir.path("result")),
                first(ours.path("verifier"), stir.path("verifier")),
                new Caller(
                        first(ours.path("brand_name"), ours.path("brand")),
                        ours.path("caller_id").asText(""),
                        stir.path("attestation").asText("")),
                first(ours.path("reason"), stir.path("reason")),
                claims(ours, answers),
                errors(ours, answers));
    }

    private static String first(JsonNode one, JsonNode other) {
        return one.asText("").isEmpty() ? other.asText("") : one.asText("");
    }

    private static List<String> claims(JsonNode ours, List<JsonNode> answers) {
        for (var from : answers(ours, answers)) {
            var lines = ClaimTree.lines(from.path("claims"));
            if (!lines.isEmpty()) {
                return lines;
            }
        }
        return List.of();
    }

    private static List<String> errors(JsonNode ours, List<JsonNode> answers) {
        var all = told("errors", ours, answers);
        var code = ours.path("error_code").asText(ours.path("error").asText(""));
        if (!code.isEmpty() && all.stream().noneMatch(line -> line.contains(code))) {
            var withCode = new ArrayList<>(List.of(code));
            withCode.addAll(all);
            return List.copyOf(withCode);
        }
        return all;
    }

    /** The report's own, or those of the verifier's whole answer where it was kept. */
    private static List<String> told(String field, JsonNode ours, List<JsonNode> answers) {
        for (var from : answers(ours, answers)) {
            var lines = JsonText.lines(from.path(field));
            if (!lines.isEmpty()) {
                return List.copyOf(lines);
            }
        }
        return List.of();
    }

    private static List<JsonNode> answers(JsonNode ours, List<JsonNode> others) {
        var all = new ArrayList<>(List.of(ours));
        all.addAll(others);
        return all;
    }
}
