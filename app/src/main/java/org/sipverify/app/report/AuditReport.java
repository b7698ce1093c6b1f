package org.sipverify.app.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an audit line by line and adds up what was done, or what a policy that only observes would have done. Of any size:
 * it keeps counts, not calls.
 */
public final class AuditReport {
    /** What calls are counted by. */
    public enum By {
        /** Outcome of the verification and what was done. */
        OUTCOME,
        /** What an observing policy would have done, and which rule of it; other calls are left out. */
        WOULD
    }

    /**
     * Which calls.
     *
     * @param since calls from then on
     * @param until calls before that
     */
    public record Selection(By by, Optional<Instant> since, Optional<Instant> until) {
        boolean has(Instant time) {
            return since.filter(time::isBefore).isEmpty()
                    && until.filter(end -> !time.isBefore(end)).isEmpty();
        }
    }

    /**
     * Calls that were alike.
     *
     * @param outcome empty where calls are counted by what would have been done
     * @param decision action and status, and of a redirect or bridge that would have been the host it goes to
     * @param rule empty where calls are counted by outcome
     */
    record Group(String outcome, String decision, String rule) {}

    private static final Group OTHERS = new Group("", "others", "");

    /** Rules and hosts are few; in a file that somebody made up they need not be. */
    private static final int MOST_GROUPS = 1_000;

    private static final int NAMED = 5;

    private final Selection selection;
    private final Map<Group, Tally> groups = new HashMap<>();
    private final Tally all = new Tally();
    private final Tally rejected = new Tally();
    private final List<String> unreadable = new ArrayList<>();
    private int files;
    private long malformed;
    private long enforced;

    /** A report of nothing yet. */
    public AuditReport(Selection selection) {
        this.selection = selection;
    }

    /**
     * Adds the calls of a file.
     *
     * @throws IOException when it cannot be read to its end; the calls before that are in the report
     */
    public void read(Path file) throws IOException {
        files++;
        try (var in = AuditFiles.open(file)) {
            var lines = new Lines(in);
            long number = 0;
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                number++;
                var call = AuditLine.read(line.get());
                if (call.isPresent()) {
                    add(call.get());
                } else if (line.get().length > 0) {
                    malformed(file + ":" + number);
                }
            }
        }
    }

    private void malformed(String where) {
        malformed++;
        if (unreadable.size() < NAMED) {
            unreadable.add(where);
        }
    }

    private void add(AuditLine line) {
        if (!selection.has(line.call().time())) {
            return;
        }
        if (selection.by() == By.WOULD && line.would().isEmpty()) {
            enforced++;
            return;
        }
        all.add(line);
        var group = line.would()
                .filter(it -> selection.by() == By.WOULD)
                .map(would -> would(would, line.done().rule()))
                .orElseGet(() -> new Group(line.verdict().outcome(), decision(line.done()), ""));
        var known = groups.containsKey(group) || groups.size() < MOST_GROUPS;
        groups.computeIfAbsent(known ? group : OTHERS, unused -> new Tally()).add(line);
        if (line.would().filter(it -> it.action().equals("reject")).isPresent()) {
            rejected.add(line);
        }
    }

    private static Group would(AuditLine.Would would, String rule) {
        var host = host(would.target());
        return new Group("", decision(would.action(), would.status()) + (host.isEmpty() ? "" : " " + host), rule);
    }

    private static String decision(AuditLine.Done done) {
        return decision(done.decision().isEmpty() ? "-" : done.decision(), done.status());
    }

    private static String decision(String action, int status) {
        return status == 0 ? action : action + " " + status;
    }

    /** Calls go to many numbers, and to few hosts. */
    private static String host(String uri) {
        var after = uri.substring(Math.max(uri.indexOf(':'), uri.indexOf('@')) + 1);
        return uri.startsWith("tel:") ? "tel:" : after.split("[;?]", 2)[0];
    }

    /** The largest first. */
    List<Map.Entry<Group, Tally>> groups() {
        return groups.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Group, Tally>>comparingLong(
                                it -> it.getValue().calls())
                        .reversed()
                        .thenComparing(it -> it.getKey().toString()))
                .toList();
    }

    Selection selection() {
        return selection;
    }

    Tally all() {
        return all;
    }

    /** Those that an observing policy would have rejected. */
    Tally rejected() {
        return rejected;
    }

    int files() {
        return files;
    }

    /** Lines that are not lines of an audit. */
    long malformed() {
        return malformed;
    }

    /** Where the first of them are, {@code FILE:LINE}. */
    List<String> unreadable() {
        return unreadable;
    }

    /** Calls left out because their policy was enforced. */
    long enforced() {
        return enforced;
    }

    /** Its lines for people; each is safe for a terminal. */
    public List<String> text() {
        return ReportText.of(this);
    }

    /** As one JSON object. */
    public String json() {
        return ReportJson.of(this);
    }
}
