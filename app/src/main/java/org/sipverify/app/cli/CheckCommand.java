package org.sipverify.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.config.ConfigReport;
import org.sipverify.app.config.Environment;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify check}: would it start, and with what? */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Check the configuration, the policy and the signers without starting anything.",
            "Prints every setting in force with where it comes from; secrets are not shown. Ends with 2 at a mistake and"
                    + " names its file and line."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--environment-file",
            paramLabel = "FILE",
            description =
                    "Take the environment variables of sip-verify from this file, which is read as systemd reads it,"
                            + " instead of from this shell.")
    private @Nullable Path environmentFile;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var configuration = config.configuration(
                environmentFile == null ? Environment.ofProcess() : Environment.ofService(environmentFile));
        configuration.effective().forEach(line -> out.println(Terminal.safe(line)));
        out.flush();
        configuration.warnings().forEach(this::warn);
        var settings = config.settings(configuration);
        var report = ConfigReport.lines(settings);
        ConfigReport.warnings(settings).forEach(this::warn);
        out.println();
        report.forEach(line -> out.println(Terminal.safe(line)));
        out.println("ok");
        return 0;
    }

    private void warn(String line) {
        spec.commandLine().getErr().println("warning: " + Terminal.safe(line));
    }
}
