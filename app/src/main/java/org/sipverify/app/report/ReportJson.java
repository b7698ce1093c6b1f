package org.sipverify.app.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.sipverify.app.report.AuditReport.By;
import org.sipverify.app.report.AuditReport.Group;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.show.Terminal;

/** A report for programs. Counts of different numbers and sources end at {@link Distinct#MOST}. */
final class ReportJson {
    private static final int MOST_ERRORS = 20;

    private ReportJson() {}

    static String of(AuditReport report) {
        var json = StrictJson.newObject();
        json.put("by", report.selection().by() == By.WOULD ? "would" : "outcome")
                .put("files", report.files());
        calls(json, report, report.all());
        json.put("enforced_left_out", report.enforced()).put("malformed_lines", report.malformed());
        report.unreadable().forEach(json.putArray("malformed")::add);
        if (report.selection().by() == By.WOULD) {
            calls(json.putObject("would_reject"), report, report.rejected());
        }
        var groups = json.putArray("groups");
        report.groups().forEach(group -> group(groups.addObject(), report, group.getKey(), group.getValue()));
        return Terminal.safeJson(new String(StrictJson.bytes(json), StandardCharsets.UTF_8));
    }

    private static void group(ObjectNode json, AuditReport report, Group group, Tally tally) {
        put(json, "outcome", group.outcome());
        put(json, "decision", group.decision());
        put(json, "rule", group.rule());
        calls(json, report, tally);
        var errors = json.putArray("errors");
        for (var error : tally.errors(MOST_ERRORS)) {
            var one = errors.addObject().put("error", error.error()).put("calls", error.calls());
            put(one, "verifier_code", error.code());
            put(one, "verifier_message", error.message());
        }
        tally.examples().forEach(json.putArray("call_ids")::add);
    }

    private static void calls(ObjectNode json, AuditReport report, Tally tally) {
        json.put("calls", tally.calls())
                .put("percent", ReportText.percent(tally, report.all()))
                .put("numbers", tally.numbers().count())
                .put("sources", tally.sources().count());
        if (tally.calls() > 0) {
            json.put("first", tally.first().toString()).put("last", tally.last().toString());
        }
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
