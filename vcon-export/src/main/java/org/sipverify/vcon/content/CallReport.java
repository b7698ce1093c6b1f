package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sipverify.vcon.call.PolicyDecision;
import org.sipverify.vcon.call.RecordedVerdict;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.Sheddable;
import org.sipverify.vcon.call.VerdictDetails;
import org.sipverify.vcon.privacy.Masked;

/** The body of the one analysis: the outcome of the call, why, and what the record lacks. */
final class CallReport {
    static final String SCHEMA = "sip-verify-call-record-1";

    static ObjectNode of(Recording call, List<RecordedLeg> legs, Outcome outcome) {
        var report = JsonNodeFactory.instance.objectNode();
        report.put("outcome", outcome.text());
        status(report, outcome);
        report.put("released_by", outcome.releasedBy());
        targets(report, call, legs);
        call.verdict().ifPresent(it -> verification(report.putObject("verification"), it));
        call.decided().ifPresent(it -> decision(report.putObject("decision"), it));
        var all = report.putArray("legs");
        var leg = all.addObject().put("dialog", 0).put("leg", "a");
        status(leg, outcome);
        leg.put("transport", call.arrival().peer().transport())
                .put("source", call.arrival().peer().address());
        put(leg, "caller", call.arrival().peer().caller());
        legs.subList(1, legs.size()).forEach(other -> attempt(all.addObject(), other));
        capture(report.putObject("capture"), call);
        removed(report, call);
        return report;
    }

    private static void targets(ObjectNode report, Recording call, List<RecordedLeg> legs) {
        var targets = Stream.concat(
                        call.decided().map(PolicyDecision::target).filter(it -> !it.isEmpty()).stream(),
                        legs.stream().skip(1).map(leg -> leg.invite().text().requestUri()))
                .toList();
        if (!targets.isEmpty()) {
            var list = report.putArray("targets");
            targets.forEach(target -> list.add(Masked.text(target)));
        }
    }

    /** A leg towards the callee. */
    private static void attempt(ObjectNode node, RecordedLeg leg) {
        node.put("dialog", leg.dialog()).put("leg", "b").put("attempt", leg.dialog());
        leg.answer().ifPresent(answer -> node.put("final_status", answer.text().status()));
    }

    private static void status(ObjectNode where, Outcome outcome) {
        if (outcome.status() > 0) {
            where.put("final_status", outcome.status());
        }
    }

    private static void verification(ObjectNode node, RecordedVerdict verdict) {
        put(node, "outcome", verdict.outcome());
        put(node, "status", verdict.status());
        put(node, "reason", verdict.cause().reason());
        put(node, "code", verdict.cause().code());
        put(node, "brand_name", verdict.proof().brand());
        put(node, "caller_id", verdict.proof().callerId());
        put(node, "warning", verdict.answer().warning());
        put(node, "request_id", verdict.answer().requestId());
        details(node, verdict.details());
    }

    /** Their credentials are removed already. */
    private static void details(ObjectNode node, VerdictDetails details) {
        set(node, "errors", details.errors());
        set(node, "claims", details.claims());
        put(node, "left_out", details.leftOut());
    }

    private static void set(ObjectNode node, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            node.set(name, value);
        }
    }

    private static void decision(ObjectNode node, PolicyDecision decided) {
        put(node, "action", decided.action());
        put(node, "rule", decided.rule());
        put(node, "would", decided.would());
        if (decided.status() > 0) {
            node.put("status", decided.status());
        }
    }

    private static void put(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, Masked.text(value));
        }
    }

    private static void capture(ObjectNode node, Recording call) {
        var gaps = gaps(call);
        node.put("complete", gaps.isEmpty())
                .put("dropped_messages", call.dropped())
                .put("retransmissions", call.retransmissions());
        if (!gaps.isEmpty()) {
            gaps.forEach(node.putArray("gaps")::add);
        }
    }

    /** What is missing, in words: the vCon drafts have no field for it. */
    static List<String> gaps(Recording call) {
        var gaps = new ArrayList<String>();
        if (call.end().isEmpty()) {
            gaps.add("the server stopped before the call was over; what came later is not known");
        }
        if (call.isResumed()) {
            gaps.add("the server stopped and began again while the call lasted; what passed meanwhile is not known");
        }
        if (call.shed().contains(Sheddable.MESSAGES)) {
            gaps.add("under pressure only the INVITE and the final answer were kept");
        } else if (call.dropped() > 0) {
            gaps.add("messages were dropped under pressure");
        }
        if (call.shed().contains(Sheddable.TRACE)) {
            gaps.add("under pressure no trace was made");
        }
        return gaps;
    }

    private static void removed(ObjectNode report, Recording call) {
        var kinds = new TreeMap<String, TreeSet<String>>();
        kinds.put("headers", new TreeSet<>());
        kinds.put("sdp", new TreeSet<>());
        for (var captured : call.messages()) {
            for (var secret : captured.removed()) {
                kinds.computeIfAbsent(secret.place(), place -> new TreeSet<>()).add(secret.label());
            }
        }
        var node = report.putObject("removed");
        kinds.forEach((place, labels) -> labels.forEach(node.putArray(place)::add));
    }

    private CallReport() {}
}
