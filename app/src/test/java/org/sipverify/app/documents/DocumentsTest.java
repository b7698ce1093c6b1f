package org.sipverify.app.documents;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.call.NamedCaller;
import org.sipverify.policy.Policy;

/** What the documents say of the program is true, as far as a test can tell. */
class DocumentsTest {
    /** A key, alone or with its value. */
    private static final Pattern KEY = Pattern.compile("([a-z]+(?:\\.[a-z0-9-]+)+)(?: = .*)?");

    /** A class, alone or with one of its methods. */
    private static final Pattern CLASS = Pattern.compile("([A-Z][a-z]+[A-Za-z0-9]*)(?:\\.[a-z]\\w+)?");

    /** Not settings, though they look like it: files, and a logger. */
    private static final Pattern NO_KEY = Pattern.compile(".*\\.(?:conf|md|jsonl?|pem|key)|sip\\.trace");

    private static final Config REFERENCE =
            ReferenceConf.all().stream().map(ReferenceConf::config).reduce(ConfigFactory.empty(), Config::withFallback);

    static Stream<Arguments> documents() {
        return Document.all().stream().map(document -> argumentSet(document.name(), document));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Document document) {
        var broken = new ArrayList<String>();
        for (var link : document.links()) {
            if (!link.matches("[a-z]+:.*") && !leadsSomewhere(document, link)) {
                broken.add(link);
            }
        }

        assertEquals(List.of(), broken, document.name());
    }

    private static boolean leadsSomewhere(Document document, String link) {
        var parts = link.split("#", 2);
        var file = target(document, parts[0]);
        return Files.exists(file)
                && (parts.length == 1
                        || Document.of(Document.ROOT.relativize(file).toString())
                                .anchors()
                                .contains(parts[1]));
    }

    private static Path target(Document document, String path) {
        return path.isEmpty()
                ? document.file()
                : document.file().resolveSibling(path).normalize();
    }

    @Test
    void everyDocumentIsReachedFromTheReadme() {
        var reached = new TreeSet<String>();
        var next = new ArrayDeque<>(List.of("README.md"));
        while (!next.isEmpty()) {
            var name = next.poll();
            if (reached.add(name)) {
                var document = Document.of(name);
                document.links().stream()
                        .filter(link -> link.matches("[^:#]+\\.md(?:#.*)?"))
                        .map(link -> target(document, link.replaceFirst("#.*", "")))
                        .forEach(file -> next.add(Document.ROOT.relativize(file).toString()));
            }
        }

        assertEquals(
                Document.all().stream().map(Document::name).toList(),
                Document.all().stream()
                        .map(Document::name)
                        .filter(reached::contains)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyKeyExists(Document document) {
        var unknown = document.code().stream()
                .map(KEY::matcher)
                .filter(key -> key.matches() && !NO_KEY.matcher(key.group(1)).matches())
                .map(key -> key.group(1))
                .filter(key ->
                        REFERENCE.root().containsKey(ConfigUtil.splitPath(key).get(0)))
                .filter(key -> !REFERENCE.hasPathOrNull(key))
                .toList();

        assertEquals(List.of(), unknown, document.name());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyHoconBlockIsRead(Document document) {
        for (var block : document.blocks()) {
            var where = document.name() + ": " + block.line();
            switch (block.info()) {
                case "hocon" ->
                    assertEquals(
                            List.of(),
                            unknown(ConfigFactory.parseString(block.text()).root(), REFERENCE.root()),
                            where);
                case "hocon policy" ->
                    assertDoesNotThrow(
                            () -> Policy.from(
                                    ConfigFactory.parseString(block.text()).resolve(), "sip:192.0.2.1"),
                            where);
                default -> {}
            }
        }
    }

    private static List<String> unknown(ConfigObject said, ConfigObject known) {
        var unknown = new ArrayList<String>();
        said.forEach((key, value) -> {
            var reference = known.get(key);
            if (reference == null) {
                unknown.add(key);
            } else if (key.equals("callers") && value instanceof ConfigObject callers) {
                callers.values().forEach(caller -> unknown.addAll(ofCaller((ConfigObject) caller)));
            } else if (value instanceof ConfigObject block && reference instanceof ConfigObject section) {
                unknown.addAll(unknown(block, section));
            }
        });
        return unknown;
    }

    /** The operator chooses the names of callers. */
    private static List<String> ofCaller(ConfigObject caller) {
        return caller.keySet().stream()
                .filter(key -> !NamedCaller.KEYS.contains(key))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aShellBlockIsRunOrSaysWhyNot(Document document) {
        var silent = document.blocks().stream()
                .filter(block ->
                        block.info().equals("console") && block.notRun().isEmpty())
                .map(Document.Block::line)
                .toList();

        assertTrue(silent.isEmpty() || DocumentsIT.RUN.contains(document.name()), document.name() + ": " + silent);
    }

    /** A class that the page on architecture names can be opened. */
    @Test
    void everyClassOfTheArchitectureExists() throws IOException {
        try (var files = Files.walk(Document.ROOT)) {
            var classes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .collect(Collectors.toSet());

            assertEquals(
                    List.of(),
                    Document.of("docs/architecture.md").code().stream()
                            .map(CLASS::matcher)
                            .filter(name -> name.matches() && !classes.contains(name.group(1) + ".java"))
                            .map(name -> name.group(1))
                            .distinct()
                            .toList());
        }
    }

    /** The project's CI calls the README's test command. */
    @Test
    void theReadmeNamesTheTestCommandOfCi() throws IOException {
        assertTrue(Files.readString(Document.ROOT.resolve(".ci/run")).contains("\nscripts/test\n"));
        assertTrue(Document.of("README.md").blocks().stream()
                .anyMatch(block -> block.text().contains("./scripts/test")));
    }
}
