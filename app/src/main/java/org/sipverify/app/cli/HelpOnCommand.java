package org.sipverify.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help COMMAND...}: picocli's own help goes only one command deep. */
@Command(
        name = "help",
        helpCommand = true,
        description = "Explain a command, or a command of a command: help vcon ladder.")
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class HelpOnCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command and its command.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
        var line = spec.commandLine().getParent();
        for (var name : names) {
            var next = line.getSubcommands().get(name);
            if (next == null) {
                throw new ParameterException(line, "no such command: " + name);
            }
            line = next;
        }
        line.usage(spec.commandLine().getOut());
        return 0;
    }
}
