package org.sipverify.app.cli.index;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.sipverify.index.IndexEditor;
import org.sipverify.index.NumberMatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip-verify index forget}: for who asks to be forgotten. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Remove every call from or to a number from the index, and overwrite it on the disk.",
            "Calls that name the number in a target or in the verifier's sentence go too. vCons, the audit and the log are"
                    + " files of their own, and \"index rebuild\" brings back what vCons still say."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class IndexForgetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private IndexPlace place = new IndexPlace();

    @Parameters(paramLabel = "NUMBER", description = "The whole number, with or without +; separators do not matter.")
    private String number = "";

    @Override
    public Integer call() throws IOException {
        var line = spec.commandLine();
        var match = number();
        var file = place.file(line);
        if (!java.nio.file.Files.exists(file)) {
            throw IndexPlace.mistake(line, "there is no index at " + file);
        }
        try (var editor = IndexEditor.open(file)) {
            int removed = editor.forget(match.text());
            line.getOut().println(removed + (removed == 1 ? " call" : " calls") + " removed");
            line.getOut().flush();
        }
        return 0;
    }

    private NumberMatch number() {
        try {
            return new NumberMatch(NumberMatch.Kind.WHOLE, number);
        } catch (IllegalArgumentException e) {
            throw IndexPlace.mistake(spec.commandLine(), "NUMBER " + e.getMessage());
        }
    }
}
