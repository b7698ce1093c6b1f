package org.sipverify.app;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.sipverify.app.cli.CallCommand;
import org.sipverify.app.cli.CheckCommand;
import org.sipverify.app.cli.DecideCommand;
import org.sipverify.app.cli.HelpOnCommand;
import org.sipverify.app.cli.RehearseCommand;
import org.sipverify.app.cli.ReportCommand;
import org.sipverify.app.cli.ServeCommand;
import org.sipverify.app.cli.TokenCommand;
import org.sipverify.app.cli.doctor.DoctorCommand;
import org.sipverify.app.cli.index.IndexCommand;
import org.sipverify.app.cli.sips.SipsCommand;
import org.sipverify.app.cli.vcon.VconCommand;
import org.sipverify.app.ops.EscapedThrowable;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.sip.CannotListenException;
import org.sipverify.vcon.show.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The commands, and the command line that runs them. */
@Command(
        name = "sip-verify",
        description = "A SIP server that tells people who is really calling.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; for serve, after SIGTERM and a clean drain",
            "1:it could not be done: a port in use, a file that cannot be written, no answer",
            "2:a mistake in the command line, the configuration or the policy; the message says where"
        })
public final class Commands {
    private static final int FAILED = 1;
    private static final int MISTAKE = 2;
    private static final String COMPLETION = "generate-completion";
    private static final String HELP = "help";
    /** The launcher asks for it, and nobody else. */
    private static final String REHEARSE = "rehearse";

    /** Those that need no other command, in the order of the help text. */
    private static final List<String> LISTED =
            List.of("serve", "check", "decide", "call", "sips", "report", "index", "doctor", "token", "vcon");

    /** Runs what the words say; the exit code. */
    static int run(String... args) {
        return lineFor(args).execute(args);
    }

    /** The command line with all commands. */
    public static CommandLine line() {
        var line = bare();
        LISTED.forEach(name -> line.addSubcommand(name, command(name)));
        line.addSubcommand(COMPLETION, command(COMPLETION)).addSubcommand(HELP, command(HELP));
        return line;
    }

    /** The same for these words: when they begin with a command, no class of another command is loaded. */
    static CommandLine lineFor(String... args) {
        var name = args.length == 0 ? "" : args[0];
        return LISTED.contains(name) || name.equals(REHEARSE) ? bare().addSubcommand(name, command(name)) : line();
    }

    private static CommandLine bare() {
        return new CommandLine(new Commands())
                .setExecutionExceptionHandler((problem, line, parsed) -> complain(problem, line));
    }

    private static Object command(String name) {
        return switch (name) {
            case "serve" -> new ServeCommand();
            case "check" -> new CheckCommand();
            case "decide" -> new DecideCommand();
            case "call" -> new CallCommand();
            case "sips" -> new SipsCommand();
            case "report" -> new ReportCommand();
            case "index" -> new IndexCommand();
            case "doctor" -> new DoctorCommand();
            case "token" -> new TokenCommand();
            case "vcon" -> new VconCommand();
            case COMPLETION -> new AutoComplete.GenerateCompletion();
            case HELP -> new HelpOnCommand();
            case REHEARSE -> new RehearseCommand(Commands::lineFor);
            default -> throw new IllegalArgumentException(name);
        };
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
            return Main.version();
        }
    }
}
