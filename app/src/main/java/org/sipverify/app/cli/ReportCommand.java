package org.sipverify.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.config.AuditSettings;
import org.sipverify.app.index.PointInTime;
import org.sipverify.app.report.AuditFiles;
import org.sipverify.app.report.AuditReport;
import org.sipverify.app.report.AuditReport.By;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip-verify report}: what was done with all those calls, or would have been? */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Add up the calls of the audit: how many had which outcome and what was done with them.",
            "Each group of calls has its share, how many different calling numbers and sources it has, its most frequent"
                    + " errors with the verifier's sentence, and the first Call-IDs. With --observe the calls of a policy with mode = observe"
                    + " are added up by rule and by what would have been done, and the last line says what would have been"
                    + " rejected. Audits of any size are read line by line; a line that cannot be read is counted and"
                    + " named. Ends with 1 when a file cannot be read."
        },
        footer = {
            "",
            "Examples:",
            "  sip-verify report --config /etc/sip-verify/sip-verify.conf --observe --since 7d",
            "  sip-verify report audit.jsonl audit.jsonl.2026-11-19.1.gz --json | jq .groups"
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--observe", description = "Count by rule and by what an observing policy would have done.")
    private boolean observe;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Calls from then on: 2026-11-20, 2026-11-20T10:00Z (UTC without offset), or 90m, 2h, 7d ago.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Calls before that; a day counts as a whole.")
    private @Nullable String until;

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files of an audit, plain or packed with gzip (default: the configured one, audit.file, and"
                    + " those it was rotated to).")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        var selection = new AuditReport.Selection(
                observe ? By.WOULD : By.OUTCOME, moment("--since", since, false), moment("--until", until, true));
        var report = new AuditReport(selection);
        boolean complete = true;
        for (var file : files.isEmpty() ? configured() : named()) {
            complete &= read(file, report);
        }
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.text().forEach(out::println);
        }
        out.flush();
        return complete ? 0 : 1;
    }

    private boolean read(Path file, AuditReport report) {
        try {
            report.read(file);
            return true;
        } catch (IOException e) {
            spec.commandLine().getErr().println("sip-verify: " + Terminal.safe(file + ": " + IoFailure.text(e)));
            return false;
        }
    }

    /** The other settings are not read: who may read the audit need not be able to read keys. */
    private List<Path> configured() throws IOException {
        var settings = config.configuration().settings();
        var file = AuditSettings.from(
                        ConfigSection.root(settings, config.home()).section("audit"))
                .toRead()
                .orElseThrow(() -> mistake("audit.file is empty: there is no audit; name a FILE"));
        var all = AuditFiles.of(file);
        if (all.isEmpty()) {
            throw mistake("no audit at " + file + "; name a FILE, or the configuration with --config");
        }
        return all;
    }

    /** Checked before anything is read, so that a mistyped name does not count as a broken file. */
    private List<Path> named() {
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                throw mistake("no such file: " + file);
            }
        }
        return files;
    }

    private Optional<Instant> moment(String option, @Nullable String text, boolean endOfDay) {
        try {
            return Optional.ofNullable(text).map(it -> PointInTime.parse(it, endOfDay, InstantSource.system()));
        } catch (IllegalArgumentException e) {
            throw mistake(option + " " + e.getMessage());
        }
    }

    private ParameterException mistake(String what) {
        return new ParameterException(spec.commandLine(), Terminal.safe(what));
    }
}
