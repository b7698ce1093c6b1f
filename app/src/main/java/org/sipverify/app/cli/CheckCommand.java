package org.sipverify.app.cli;

import java.util.concurrent.Callable;
import org.sipverify.app.config.ConfigReport;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var configuration = config.configuration(environment.environment());
        configuration.effective().forEach(line -> out.println(Terminal.safe(line)));
        out.flush();
        configuration.warnings().forEach(this::warn);
        var report = new ConfigReport(config.settings(configuration));
        report.warnings().forEach(this::warn);
        out.println();
        report.lines().forEach(line -> out.println(Terminal.safe(line)));
        out.println("ok");
        return 0;
    }

    private void warn(String line) {
        spec.commandLine().getErr().println("warning: " + Terminal.safe(line));
    }
}
