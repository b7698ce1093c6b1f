package org.sipverify.app.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sipverify.app.report.AuditReport.By;
import org.sipverify.app.report.AuditReport.Group;
import org.sipverify.vcon.show.Terminal;

/** A report for people. */
final class ReportText {
    private static final int MOST_ERRORS = 5;
    private static final int WIDTH = 120;
    private static final String INDENT = " ".repeat(10);

    private final AuditReport report;
    private final List<String> lines = new ArrayList<>();

    private ReportText(AuditReport report) {
        this.report = report;
    }

    static List<String> of(AuditReport report) {
        var text = new ReportText(report);
        text.head();
        report.groups().forEach(group -> text.group(group.getKey(), group.getValue()));
        if (report.selection().by() == By.WOULD && report.all().calls() > 0) {
            text.ifEnforced();
        }
        return text.lines;
    }

    private void head() {
        var all = report.all();
        line(all.calls() == 0 ? "no call" : calls(all.calls()) + " from " + all.first() + " to " + all.last());
        if (report.enforced() > 0) {
            line(calls(report.enforced()) + " left out: their policy was enforced (mode = enforce)");
        }
        if (report.malformed() > 0) {
            line(report.malformed() + " lines could not be read, such as " + String.join(", ", report.unreadable()));
        }
        if (all.calls() > 0) {
            lines.add("");
            line(columns("CALLS", "SHARE", "NUMBERS", "SOURCES") + heading());
        }
    }

    private String heading() {
        return switch (report.selection().by()) {
            case WOULD -> Terminal.fit("WOULD", 40) + "  RULE";
            case OUTCOME -> Terminal.fit("OUTCOME", 16) + "  DECISION";
        };
    }

    private void group(Group group, Tally tally) {
        var name = report.selection().by() == By.WOULD
                ? Terminal.fit(group.decision(), 40) + "  " + group.rule()
                : Terminal.fit(group.outcome(), 16) + "  " + group.decision();
        line(columns(Long.toString(tally.calls()), share(tally), count(tally.numbers()), count(tally.sources()))
                + name);
        tally.errors(MOST_ERRORS).forEach(error -> line(INDENT + error(error)));
        if (!tally.examples().isEmpty()) {
            line(INDENT + "such as " + tally.examples().stream().collect(Collectors.joining(", ")));
        }
    }

    private static String error(Tally.ErrorCount error) {
        var own = error.code().isEmpty() || error.code().equals(error.error()) ? "" : " (" + error.code() + ")";
        var message = error.message().isEmpty() ? "" : ": " + error.message();
        return error.calls() + " " + error.error() + own + message;
    }

    private void ifEnforced() {
        var rejected = report.rejected();
        lines.add("");
        line(
                rejected.calls() == 0
                        ? "If this policy were enforced, it would have rejected no call."
                        : "If this policy were enforced, it would have rejected %s (%s) from %s numbers and %s sources."
                                .formatted(
                                        calls(rejected.calls()),
                                        share(rejected),
                                        count(rejected.numbers()),
                                        count(rejected.sources())));
    }

    private static String calls(long count) {
        return count + (count == 1 ? " call" : " calls");
    }

    private String share(Tally tally) {
        return percent(tally, report.all()) + "%";
    }

    /** With one decimal. */
    static BigDecimal percent(Tally part, Tally whole) {
        return BigDecimal.valueOf(part.calls())
                .movePointRight(2)
                .divide(BigDecimal.valueOf(Math.max(1, whole.calls())), 1, RoundingMode.HALF_UP);
    }

    private static String count(Distinct texts) {
        return texts.count() < Distinct.MOST ? Integer.toString(texts.count()) : Distinct.MOST + "+";
    }

    private static String columns(String calls, String share, String numbers, String sources) {
        return "%8s  %6s  %8s  %8s  ".formatted(calls, share, numbers, sources);
    }

    private void line(String text) {
        lines.add(Terminal.cut(text, WIDTH).stripTrailing());
    }
}
