package org.sipverify.app.cli.vcon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.index.PointInTime;
import org.sipverify.formats.text.Spelling;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.read.Filter;
import org.sipverify.vcon.read.Summary;
import org.sipverify.vcon.read.VconListing;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify vcon list}: which calls were there? */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Print one line a call, oldest first.",
            "A line holds, in this order: time, uuid, caller, callee, what was done (the decision), the outcome of the"
                    + " verification, duration in seconds, brand, Call-ID; a dash stands for what is not known. A broken file is named on standard error, and the"
                    + " command then ends with 1. A store of any size is listed in the memory that the names of one day take."
        },
        footer = {
            "",
            "Examples:",
            "  sip-verify vcon list /var/lib/sip-verify/vcons --since 2h --decision rejected",
            "  sip-verify vcon list vcons --number +12025550161 --json | jq -r .file"
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconListCommand implements Callable<Integer>, VconListing.Sink {
    /** Of all columns but the last. */
    private static final List<Integer> WIDTHS = List.of(24, 36, 16, 16, 11, 13, 9, 20);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private VconPaths paths = new VconPaths();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Created then or later: 2026-11-20, 2026-11-20T10:00Z (UTC without offset), or 90m, 2h, 7d ago.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Created before; a day counts as a whole.")
    private @Nullable String until;

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            description = "Caller or callee, with or without +; 1202555* is every number that begins so.")
    private @Nullable String number;

    @Option(names = "--call-id", paramLabel = "CALL-ID", description = "The Call-ID of any leg.")
    private @Nullable String callId;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            split = ",",
            description =
                    "What verification found: valid, invalid, indeterminate, error, none ...; several with commas.")
    private List<String> outcomes = new ArrayList<>();

    @Option(
            names = "--decision",
            paramLabel = "DECISION",
            split = ",",
            description = "What was done: redirected, rejected, answered, cancelled ...; several with commas.")
    private List<String> decisions = new ArrayList<>();

    @Option(names = "--json", description = "Print each line as a JSON object.")
    private boolean json;

    private int printed;
    private int broken;

    @Override
    public Integer call() throws IOException {
        var out = new VconOutput(spec);
        var all = paths.existing(out);
        var filter = new Filter(
                moment("--since", since, false),
                moment("--until", until, true),
                Optional.ofNullable(number),
                Optional.ofNullable(callId),
                known("outcome", outcomes, Filter.OUTCOMES, "decision", Filter.DECISIONS),
                known("decision", decisions, Filter.DECISIONS, "outcome", Filter.OUTCOMES));
        VconListing.list(all, filter, this);
        if (printed == 0 && !json) {
            out.line("no vCon matches");
        }
        spec.commandLine().getOut().flush();
        if (broken > 0) {
            out.complain("list", broken + (broken == 1 ? " file" : " files") + " could not be read");
        }
        return broken > 0 ? 1 : 0;
    }

    /** A word that no vCon has would only ever list nothing. */
    private List<String> known(
            String what, List<String> words, List<String> known, String other, List<String> ofOther) {
        for (var word : words) {
            if (!known.contains(word)) {
                var mistake = ofOther.contains(word)
                        ? word + " is what --" + other + " takes"
                        : Spelling.unknown(what + " " + word, word, known);
                throw new VconOutput(spec).mistake("--" + what + ": " + mistake);
            }
        }
        return words;
    }

    private Optional<Instant> moment(String option, @Nullable String text, boolean endOfDay) {
        try {
            return Optional.ofNullable(text).map(it -> PointInTime.parse(it, endOfDay, InstantSource.system()));
        } catch (IllegalArgumentException e) {
            throw new VconOutput(spec).mistake(option + " " + e.getMessage());
        }
    }

    @Override
    public void unreadable(Path file, IOException problem) {
        broken(file, VconOutput.reason(problem));
    }

    @Override
    public void malformed(Path file, MalformedVconException problem) {
        broken(file, String.valueOf(problem.getMessage()));
    }

    private void broken(Path file, String why) {
        broken++;
        new VconOutput(spec).complain(file, why);
    }

    @Override
    public void found(Summary summary) throws IOException {
        var out = new VconOutput(spec);
        printed++;
        if (json) {
            out.json(summary, false);
            return;
        }
        if (printed == 1) {
            out.line(line("TIME", "UUID", "FROM", "TO", "DECISION", "OUTCOME", "SECONDS", "BRAND", "CALL-ID"));
        }
        out.line(line(
                summary.time(),
                summary.uuid(),
                summary.from(),
                summary.to(),
                summary.decision(),
                summary.outcome(),
                summary.seconds(),
                summary.brand(),
                summary.callIds().isEmpty() ? "-" : summary.callIds().get(0)));
    }

    private static String line(String... texts) {
        var columns = new ArrayList<String>();
        for (var i = 0; i < WIDTHS.size(); i++) {
            columns.add(column(texts[i], WIDTHS.get(i)));
        }
        columns.add(Terminal.safe(texts[WIDTHS.size()]));
        return String.join("  ", columns);
    }

    private static String column(String text, int width) {
        return Terminal.fit(text.isEmpty() ? "-" : text, width);
    }
}
