package org.sipverify.app.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader who copies the commands of a document gets what the document shows. */
class DocumentsIT {
    /** Documents whose shell blocks are run, from top to bottom in one checkout. */
    static final List<String> RUN = List.of(
            "README.md", "docs/quick-start.md", "docs/guide/monitoring.md", "docs/guide/api.md", "docs/guide/probe.md");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/quick-start.md"})
    void doesWhatTheDocumentShows(String name) throws Exception {
        try (var shell = new DocumentShell(directory)) {
            for (var block : Document.of(name).blocks()) {
                if (block.info().equals("console") && block.notRun().isEmpty()) {
                    shell.run(name, block);
                }
            }
        }
    }

    /** Health, and that each metric of a server that has had some calls is explained. */
    @ParameterizedTest
    @ValueSource(strings = "docs/guide/monitoring.md")
    void showsWhatTheDocumentExplains(String name) throws Exception {
        var reference =
                String.join("\n", Document.of("docs/reference/metrics.md").lines());
        try (var shell = new DocumentShell(directory)) {
            shell.serve();
            for (var block : Document.of(name).blocks()) {
                if (block.info().equals("console") && block.notRun().isEmpty()) {
                    shell.run(name, block);
                }
            }
            shell.output("./scripts/call valid; ./scripts/call none");

            var unexplained = families(shell.output("curl -s http://127.0.0.1:8080/metrics"))
                    .filter(family -> !reference.contains("`" + family + "`"))
                    .collect(Collectors.toList());

            assertEquals(List.of(), unexplained);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/guide/api.md", "docs/guide/probe.md"})
    void theApiAnswersWhatTheDocumentShows(String name) throws Exception {
        try (var shell = new DocumentShell(directory)) {
            shell.configure("vcon.directory = \"vcons\"");
            shell.serve();
            for (var block : Document.of(name).blocks()) {
                if (block.info().equals("console") && block.notRun().isEmpty()) {
                    shell.run(name, block);
                }
            }
        }
    }

    private static Stream<String> families(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("# TYPE sipverify_"))
                .map(line -> line.replaceAll("# TYPE (\\S+) .*", "$1"))
                .sorted();
    }
}
