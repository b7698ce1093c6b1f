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
            "A line holds, in this order: time, uuid, caller, callee, outcome, verification, duration in seconds, brand,"
                    + " Call-ID; a dash stands for what is not known. A broken file is named on standard error, and the"
                    + " command then ends with 1. A store of any size is listed in the memory that the names of one day take."
        },
        footer = {
            "",
            "Examples:",
            "  sip-verify vcon list /var/lib/sip-verify/vcons --since 2h --outcome rejected",
            "  sip-verify vcon list vcons --number +12025550161 --json | jq -r .file"
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconListCommand implements Callable<Integer>, VconListing.Sink {
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
            description = "How it ended: redirected, rejected, answered, cancelled ...; several with commas.")
    private List<String> outcomes = new ArrayList<>();

    @Option(names = "--json", description = "Print each line as a JSON object.")
    private boolean json;

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
                outcomes);
        VconListing.list(all, filter, this);
        spec.commandLine().getOut().flush();
        if (broken > 0) {
            out.complain("list", broken + (broken == 1 ? " file" : " files") + " could not be read");
        }
        return broken > 0 ? 1 : 0;
    }

    private Optional<Instant> moment(String option, @Nullable String text, boolean endOfDay) {
        try {
            return Optional.ofNullable(text).map(it -> TimeOption.parse(it, endOfDay, InstantSource.system()));
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
        if (json) {
            out.json(summary, false);
            return;
        }
        out.line(String.join(
                "  ",
                column(summary.time(), 24),
                column(summary.uuid(), 36),
                column(summary.from(), 16),
                column(summary.to(), 16),
                column(summary.outcome(), 11),
                column(summary.verification(), 13),
                column(summary.seconds(), 9),
                column(summary.brand(), 20),
                Terminal.safe(
                        summary.callIds().isEmpty() ? "-" : summary.callIds().get(0))));
    }

    private static String column(String text, int width) {
        return Terminal.fit(text.isEmpty() ? "-" : text, width);
    }
}
