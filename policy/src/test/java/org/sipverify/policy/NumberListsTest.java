package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.policy.CallFacts.Outcome.VALID;
import static org.sipverify.policy.Policies.facts;

import com.typesafe.config.ConfigException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.FileTexts;

class NumberListsTest {
    private static final String LIST = """
            \uFEFF# numbers that never call
            +15551230001
            15551230002     # without plus

            +4420*
            +15550000000-+15550009999
            alice\r
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void writeList() throws IOException {
        Files.createDirectory(directory.resolve("lists"));
        Files.writeString(directory.resolve("lists/never.txt"), LIST);
    }

    @ParameterizedTest
    @MethodSource
    void matches(String orig, boolean expected) throws IOException {
        var policy = policy("{ name = listed, when { orig { file = \"lists/never.txt\" } } }");

        var rule = policy.decide(facts(VALID, "192.0.2.1", orig, "", "c")).rule();

        assertEquals(expected ? "listed" : "on-valid", rule);
    }

    static Stream<Arguments> matches() {
        return Stream.of(
                argumentSet("a number", "+15551230001", true),
                argumentSet("a number without plus", "+15551230002", true),
                argumentSet("as it stands", "15551230002", true),
                argumentSet("a beginning", "+442079460123", true),
                argumentSet("a range", "+15550001234", true),
                argumentSet("a name", "alice", true),
                argumentSet("another number", "+15551230003", false),
                argumentSet("a part of a number", "+1555123000", false),
                argumentSet("a comment is no number", "#", false),
                argumentSet("none", "", false));
    }

    @Test
    void listsStandBesidePatterns() throws IOException {
        var policy = policy("{ name = listed, when { dest = [\"+449*\", { file = \"lists/never.txt\" }] } }");

        var rules = Stream.of("+449001", "+442001", "+33")
                .map(dest -> policy.decide(facts(VALID, "", "", dest, "c")).rule())
                .toList();

        assertEquals(List.of("listed", "listed", "on-valid"), rules);
    }

    @Test
    void aListIsReadOnceAndNamed() throws IOException {
        var named = new ArrayList<Path>();
        var rules = """
                rules = [
                  ${on-none} { when { orig { file = "lists/never.txt" } } }
                  ${on-none} { when { dest { file = "lists/never.txt" } } }
                ]
                """;

        var policy = file(rules);
        Policy.read(policy, Policies.TARGET, file -> {
            named.add(file);
            return FileTexts.DISK.text(file);
        });

        assertEquals(List.of(policy.toPath(), directory.resolve("lists/never.txt")), named);
    }

    @Test
    void aMistakeInAListNamesItsLine() throws IOException {
        var list = Files.writeString(directory.resolve("bad.txt"), "+1555\n# none\n+1 555\n");

        var refusal = assertThrows(ConfigException.class, () -> policy("{ when { orig { file = bad.txt } } }"));

        assertEquals(
                list + ": 3: \"+1 555\" matches no number: after the + write digits and * only, as in +4420*",
                refusal.getMessage());
    }

    @Test
    void aMissingListNamesTheLineOfThePolicy() {
        var refusal = assertThrows(ConfigException.class, () -> policy("{ when { orig { file = gone.txt } } }"));

        assertEquals(
                directory.resolve("policy.conf") + ": 8: rules[0].when.orig.file: " + directory.resolve("gone.txt")
                        + ": there is no such file",
                refusal.getMessage());
    }

    @Test
    void aListHasALimit() throws IOException {
        var list = Files.writeString(directory.resolve("long.txt"), "\n".repeat(NumberLists.MOST_LINES + 1));

        var refusal = assertThrows(ConfigException.class, () -> policy("{ when { orig { file = long.txt } } }"));

        assertEquals(list + ": 1000001: the list is longer than 1000000 lines", refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource
    void mistakesInTheBlock(String block, String complaint) throws IOException {
        Policies.assertRefused(
                directory, Policies.SOUND + "rules = [${on-none} { when { orig = " + block + " } }]", complaint);
    }

    static Stream<Arguments> mistakesInTheBlock() {
        return Stream.of(
                argumentSet("key", "{ fil = a }", "8: rules[0].when.orig.fil: unknown key; did you mean file?"),
                argumentSet("no name", "{ file = \"\" }", "8: rules[0].when.orig.file: must name a file with numbers"));
    }

    private Policy policy(String rule) throws IOException {
        return Policy.read(file("rules = [${on-none} " + rule + "]"), Policies.TARGET);
    }

    private File file(String rules) throws IOException {
        return Files.writeString(directory.resolve("policy.conf"), Policies.SOUND + rules)
                .toFile();
    }
}
