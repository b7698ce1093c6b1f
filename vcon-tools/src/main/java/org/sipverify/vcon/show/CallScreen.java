package org.sipverify.vcon.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sipverify.vcon.read.Attachment;
import org.sipverify.vcon.read.Call;
import org.sipverify.vcon.read.JsonText;
import org.sipverify.vcon.read.Leg;
import org.sipverify.vcon.read.Party;
import org.sipverify.vcon.read.Seconds;

/** One call on one screen: who, when, what the verifier said, what was decided, what was kept. */
public final class CallScreen {
    /** Lines of one kind; a broken or hostile file may hold a million. */
    private static final int MOST = 40;

    private static final int LABEL = 14;

    private final Call call;
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    private CallScreen(Call call, int columns) {
        this.call = call;
        this.columns = columns;
    }

    /**
     * The lines, each safe for a terminal.
     *
     * @param form the name of the form the vCon came in
     * @param columns of the terminal; lines that are longer are cut
     */
    public static List<String> lines(Call call, String form, int columns) {
        var screen = new CallScreen(call, columns);
        screen.head(form);
        screen.verdict();
        screen.decision();
        screen.parties();
        screen.legs();
        screen.attachments();
        screen.gaps();
        return List.copyOf(screen.lines);
    }

    private void head(String form) {
        var caller = call.caller();
        line("", call.decision() + ": " + label(caller) + " calls " + label(call.callee()));
        field("time", call.createdAt().map(Object::toString).orElse("unknown") + length());
        field("uuid", call.uuid() + " (" + form + ")");
        call.legs().stream().limit(1).forEach(leg -> field("Call-ID", leg.callId()));
        field(
                "named caller",
                call.report().body().path("legs").path(0).path("caller").asText(""));
    }

    private String length() {
        var first = call.legs().stream().findFirst().map(Leg::seconds);
        return first.isPresent() && first.get().isPresent()
                ? ", lasted " + Seconds.readable(first.get().getAsDouble())
                : "";
    }

    private static String label(Optional<Party> party) {
        return party.map(Party::label).orElse("unknown");
    }

    private void verdict() {
        var verdict = call.verdict();
        section("Verifier");
        field("outcome", verdict.outcome().isEmpty() ? "none kept" : verdict.outcome());
        field("brand", verdict.caller().brand());
        field("caller id", verdict.caller().callerId());
        field("attestation", verdict.caller().attestation());
        field("reason", verdict.reason());
        field("asked", verdict.verifier());
        some("error", verdict.errors());
        some("claim", verdict.claims());
    }

    private void decision() {
        var report = call.report();
        section("Decision");
        field("action", report.decision().path("action").asText(""));
        field("rule", report.decision().path("rule").asText(""));
        field("would", report.decision().path("would").asText(""));
        field("final status", report.finalStatus() == 0 ? "" : Integer.toString(report.finalStatus()));
        some("target", JsonText.lines(report.body().path("targets")));
        field("released by", report.body().path("released_by").asText(""));
        field("cancelled by", report.body().path("cancelled_by").asText(""));
        if (lines.get(lines.size() - 1).equals("Decision")) {
            field("", "not kept");
        }
    }

    private void parties() {
        section("Parties");
        numbered(call.parties().size(), i -> {
            var party = call.parties().get(i);
            var name = party.shownName();
            return party.label()
                    + (name.isEmpty() ? "" : " \"" + name + "\"" + (party.name().isEmpty() ? " (claimed)" : ""))
                    + (party.sip().isEmpty() || party.sip().equals(party.label()) ? "" : "  " + party.sip())
                    + (party.userAgent().isEmpty() ? "" : "  " + party.userAgent());
        });
    }

    private void legs() {
        section("Legs");
        numbered(call.legs().size(), i -> {
            var leg = call.legs().get(i);
            return leg.type()
                    + (leg.disposition().isEmpty() ? "" : " " + leg.disposition())
                    + leg.seconds().stream()
                            .mapToObj(s -> ", " + Seconds.text(s) + " s")
                            .collect(Collectors.joining())
                    + status(i)
                    + (leg.callId().isEmpty() ? "" : "  " + leg.callId())
                    + (leg.history().isEmpty() ? "" : "; " + leg.history());
        });
    }

    private String status(int dialog) {
        for (var leg : call.report().body().path("legs")) {
            if (leg.path("dialog").asInt(-1) == dialog && leg.has("final_status")) {
                return ", " + leg.path("final_status").asText("");
            }
        }
        return "";
    }

    private void attachments() {
        section("Attachments");
        numbered(call.attachments().size(), i -> attachment(call.attachments().get(i)));
    }

    private static String attachment(Attachment attachment) {
        return Terminal.fit(attachment.purpose(), 26)
                + (attachment.dialog() < 0 ? "" : "leg " + attachment.dialog() + "  ")
                + (attachment.url().isEmpty() ? attachment.size() + " bytes" : "at " + attachment.url())
                + "  " + attachment.mediatype();
    }

    private void gaps() {
        var gaps = call.report().gaps();
        var removed = call.report().removed();
        if (!gaps.isEmpty() || !removed.isEmpty()) {
            section("Not in this record");
            some("gap", gaps);
            some("removed", removed);
        }
    }

    private void section(String title) {
        lines.add("");
        lines.add(title);
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            line("  " + Terminal.fit(name, LABEL), value);
        }
    }

    private void some(String name, List<String> values) {
        values.stream().limit(MOST).forEach(value -> field(name, value));
        more(values.size());
    }

    private interface Numbered {
        String line(int index);
    }

    private void numbered(int count, Numbered text) {
        for (var i = 0; i < Math.min(count, MOST); i++) {
            line(String.format("  %-3d", i), text.line(i));
        }
        more(count);
    }

    private void more(int count) {
        if (count > MOST) {
            lines.add("  ... and " + (count - MOST) + " more");
        }
    }

    private void line(String head, String text) {
        lines.add(
                head + Terminal.cut(text, Math.max(20, columns - head.length())).stripTrailing());
    }
}
