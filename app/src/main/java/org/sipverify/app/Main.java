package org.sipverify.app;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.sipverify.app.cli.CallCommand;
import org.sipverify.app.cli.CheckCommand;
import org.sipverify.app.cli.DecideCommand;
import org.sipverify.app.cli.HelpOnCommand;
import org.sipverify.app.cli.ReportCommand;
import org.sipverify.app.cli.ServeCommand;
import org.sipverify.app.cli.doctor.DoctorCommand;
import org.sipverify.app.cli.vcon.VconCommand;
import org.sipverify.app.ops.EscapedThrowable;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.sip.CannotListenException;
import org.sipverify.vcon.show.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. */
@Command(
        name = "sip-verify",
        description = "A SIP server that tells people who is really calling.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            DecideCommand.class,
            CallCommand.class,
            ReportCommand.class,
            DoctorCommand.class,
            VconCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpOnCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; for serve, after SIGTERM and a clean drain",
            "1:it could not be done: a port in use, a file that cannot be written, no answer",
            "2:a mistake in the command line, the configuration or the policy; the message says where"
        })
public final class Main {
    private static final int FAILED = 1;
    private static final int MISTAKE = 2;

    /**
     * Runs one command and ends the process with its exit code. What it writes is protocols, files and English, so the
     * machine's language has no part in it: some have other digits, which no program would read again.
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((problem, line, parsed) -> complain(problem, line));
    }

    /** An operator's mistake is one line; only our own bug shows its stack. */
    private static int complain(Exception problem, CommandLine line) {
        if (problem instanceof ConfigException) {
            line.getErr().println("sip-verify: " + Terminal.safe(String.valueOf(problem.getMessage())));
            return MISTAKE;
        }
        if (problem instanceof CannotListenException
                || problem instanceof IOException
                || problem instanceof UncheckedIOException) {
            line.getErr().println("sip-verify: " + Terminal.safe(IoFailure.text(problem)));
            return FAILED;
        }
        EscapedThrowable.of(problem).printStackTrace(line.getErr());
        return FAILED;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var built = Main.class.getPackage().getImplementationVersion();
            return new String[] {"sip-verify " + (built == null ? "(not packaged)" : built), "JDK " + Runtime.version()
            };
        }
    }
}
