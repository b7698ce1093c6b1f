package org.sipverify.app.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.Commands;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Parts of the reference are written elsewhere: keys in each {@code reference.conf}, options beside the commands. This
 * finds a document that has another text; {@code scripts/render-docs} has it write the document.
 */
class RenderedDocumentsTest {
    private static final String BEGIN = "<!-- rendered by scripts/render-docs: begin -->\n";
    private static final String END = "<!-- rendered by scripts/render-docs: end -->\n";
    private static final int WIDTH = 110;

    @ParameterizedTest
    @MethodSource
    void theDocumentIsUpToDate(String name, Supplier<String> rendering) throws IOException {
        var file = Document.ROOT.resolve(name);
        var text = Files.readString(file);
        var rendered =
                text.substring(0, text.indexOf(BEGIN)) + BEGIN + rendering.get() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("render.docs")) {
            Files.writeString(file, rendered);
        }

        assertEquals(rendered, Files.readString(file), name + " is stale: run scripts/render-docs");
    }

    static Stream<Arguments> theDocumentIsUpToDate() {
        Supplier<String> keys =
                () -> ReferenceConf.all().stream().map(ReferenceConf::markdown).collect(Collectors.joining());
        Supplier<String> commands =
                () -> usage(Commands.line().setUsageHelpWidth(WIDTH)).collect(Collectors.joining());
        return Stream.of(
                argumentSet("configuration keys", "docs/reference/configuration.md", keys),
                argumentSet("command line", "docs/reference/command-line.md", commands));
    }

    /** Of a command, and of those below it. */
    private static Stream<String> usage(CommandLine line) {
        var own = "## %s\n\n```text\n%s```\n\n"
                .formatted(
                        line.getCommandSpec().qualifiedName(),
                        line.getUsageMessage(Ansi.OFF).replaceAll(" +\n", "\n"));
        return Stream.concat(
                Stream.of(own),
                line.getSubcommands().values().stream().distinct().flatMap(RenderedDocumentsTest::usage));
    }
}
