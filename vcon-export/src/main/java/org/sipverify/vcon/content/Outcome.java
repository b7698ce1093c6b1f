package org.sipverify.vcon.content;

import java.util.Comparator;
import java.util.List;
import org.sipverify.vcon.call.Recording;

/**
 * How a call ended, for people and for the one field that vCon has for it.
 *
 * @param text redirected, rejected, answered, cancelled, refused, failed or interrupted
 * @param disposition of the dialog (draft-ietf-vcon-vcon-core-04): an approximation, the outcome is the truth; empty when
 *     the call was answered
 * @param status of the final answer; 0 when none is known
 * @param releasedBy caller, callee or server
 */
record Outcome(String text, String disposition, int status, String releasedBy) {
    static Outcome of(Recording call, List<RecordedLeg> legs) {
        var answer = legs.get(0).answer().map(it -> it.text().status()).orElse(0);
        return call.isBridged() ? bridged(call, legs, answer) : of(call, answer);
    }

    /** The callee answered or did not; if something else happened, the caller's leg says so. */
    private static Outcome bridged(Recording call, List<RecordedLeg> legs, int answer) {
        if (answer >= 200 && answer < 300) {
            return new Outcome("answered", "", answer, releasedBy(legs));
        }
        if (call.cancelled().isPresent() || answer == 487) {
            return new Outcome("cancelled", "no-answer", answer == 0 ? 487 : answer, "caller");
        }
        return answer == 0
                ? new Outcome(call.end().isPresent() ? "failed" : "interrupted", "failed", 0, "server")
                : new Outcome("refused", Disposition.of(answer), answer, "callee");
    }

    /**
     * Whose BYE was received; this server's own otherwise. It is the one that left a single leg: an earlier one ended a leg
     * that another had taken the place of, or that nobody wanted any more.
     */
    private static String releasedBy(List<RecordedLeg> legs) {
        var answered = legs.stream().filter(RecordedLeg::isAnswered).count();
        return legs.stream()
                .filter(leg -> leg.isAnswered() && leg.bye().isPresent())
                .sorted(Comparator.comparing(leg -> leg.bye().orElseThrow().time()))
                .skip(Math.max(0, answered - 2))
                .filter(leg -> leg.bye().orElseThrow().isReceived())
                .map(leg -> leg.seat().side())
                .findFirst()
                .orElse("server");
    }

    private static Outcome of(Recording call, int answer) {
        var decided = call.decided();
        if (call.cancelled().isPresent() && answer != 503) { // 503: it was this server that gave up, to close
            return new Outcome("cancelled", "no-answer", answer == 0 ? 487 : answer, "caller");
        }
        if (decided.isPresent()) {
            return new Outcome(
                    text(decided.get().action()), "failed", decided.get().status(), "server");
        }
        if (answer >= 300) {
            return answered(answer);
        }
        return new Outcome(call.end().isPresent() ? "failed" : "interrupted", "failed", 0, "server");
    }

    private static String text(String action) {
        return switch (action) {
            case "redirect" -> "redirected";
            case "reject" -> "rejected";
            default -> "failed";
        };
    }

    /**
     * No decision was noted: this server was too busy, was closing or failed, or its end came between answer and note.
     */
    private static Outcome answered(int status) {
        if (status < 400) {
            return new Outcome("redirected", "failed", status, "server");
        }
        return switch (status) {
            case 487 -> new Outcome("cancelled", "no-answer", status, "caller");
            case 503 -> new Outcome("refused", "congestion", status, "server");
            default -> new Outcome("failed", "failed", status, "server");
        };
    }
}
