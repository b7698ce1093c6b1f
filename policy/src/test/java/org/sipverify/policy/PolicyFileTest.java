package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
    @TempDir
    Path directory;

    private File file(String text) throws IOException {
        return Files.writeString(directory.resolve("policy.conf"), text).toFile();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesTheMistake(String more, String complaint) throws IOException {
        Policies.assertRefused(directory, Policies.SOUND + more, complaint);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                argumentSet(
                        "unknown section",
                        "on-waring { action = reject, reason-code = 403 }",
                        "8: on-waring: unknown key; did you mean on-warning?"),
                argumentSet("rule for rules", "rule = []", "8: rule: unknown key; did you mean rules?"),
                argumentSet("rules are not a list", "rules { action = reject }", "8: rules: must be a list"),
                argumentSet("unknown mode", "mode = dry-run", "8: mode: must be enforce or observe, not \"dry-run\""),
                argumentSet(
                        "observe with a rejecting on-valid",
                        "mode = observe\non-valid = null\non-valid = ${on-none}",
                        "8: mode: observe sends every call where on-valid redirects or bridges it, but on-valid rejects"),
                argumentSet(
                        "substitution of nothing",
                        "on-error = ${on-indeterminat}",
                        "8: Could not resolve substitution to a value: ${on-indeterminat}"),
                argumentSet("environment", "mode = ${PATH}", "8: Could not resolve substitution to a value: ${PATH}"),
                argumentSet("syntax", "on-valid { action = @ }", "8: "),
                argumentSet("block not closed", "on-valid { action = redirect", "8: "),
                argumentSet("text behind a list", "rules = []x", "8: x follows the end of a list or block"),
                argumentSet(
                        "text behind a block", "on-valid = { action = reject, reason-code = 403 } x", "8: x follows"),
                argumentSet(
                        "text behind a block, by a name",
                        "mode = enforce\non-valid = { action = reject, reason-code = 403 }${mode}",
                        "9: enforce follows the end of a list or block"),
                argumentSet("include", "\ninclude \"other.conf\"", "9: include: a policy file is self-contained"),
                argumentSet(
                        "include in a block", "on-valid { include file(\"other.conf\") }", "8: include: a policy file"),
                argumentSet(
                        "include after a value",
                        "mode = \"enforce\", include required(\"other.conf\")",
                        "8: include: "),
                argumentSet("include from afar", "include url(\"http://192.0.2.1/policy\")", "8: include: "));
    }

    @Test
    void namesTheFileThatIsMissing() {
        var file = directory.resolve("policy.conf").toFile();

        var refusal = assertThrows(ConfigException.class, () -> Policy.read(file, Policies.TARGET));

        assertEquals(file + ": there is no such file", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-valid", "on-invalid", "on-indeterminate", "on-error", "on-none", "on-malformed"})
    void namesTheMissingSection(String section) throws IOException {
        var sound = Policies.SOUND.replace("${on-indeterminate}", "{ action = reject, reason-code = 503 }");

        Policies.assertRefused(directory, sound + section + " = null", "1: " + section + ": is missing");
    }

    @ParameterizedTest
    @MethodSource
    void refusesASecondListOfRules(String more, String complaint) throws IOException {
        Policies.assertRefused(directory, Policies.SOUND + more, complaint);
    }

    static Stream<Arguments> refusesASecondListOfRules() {
        var complaint = ": rules: there is a list in line 8 already, which this one in line ";
        return Stream.of(
                argumentSet("two", "rules = []\nrules = []", "9" + complaint + "9 would replace: join the two"),
                argumentSet("with colons", "rules: [\n]\nrules: []", "10" + complaint + "10"),
                argumentSet("behind a comma", "rules = [], rules = []", "8" + complaint + "8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules = []\nrules += ${on-none}",
                "rules = []\nrules = ${rules} []",
                "rules = []\n# rules = []\non-none.headers { X-A = \"rules = []\", rules = \"= []\" }"
            })
    void takesOneListOfRulesThatGrows(String more) throws IOException {
        assertEquals(
                Policy.Mode.ENFORCE,
                Policy.read(file(Policies.SOUND + more), Policies.TARGET).mode());
    }

    @ParameterizedTest
    @MethodSource
    void recognisesYaml(String text, int line) throws IOException {
        Policies.assertRefused(directory, text, line + ": this is YAML, and a policy is HOCON: write blocks in braces");
    }

    static Stream<Arguments> recognisesYaml() {
        return Stream.of(
                argumentSet("blocks", "mode: enforce\non-valid:\n  action: redirect\n", 2),
                argumentSet("a list", "rules:\n  - name: a\n    action: reject\n", 1),
                argumentSet("a document", "---\nmode: enforce\n", 1),
                argumentSet("a list alone", "- action: reject\n", 1),
                argumentSet("comments between", "# my policy\non_valid: # here\n\n    action: redirect\n", 2));
    }

    @Test
    void hoconWithColonsIsNoYaml() throws IOException {
        Policies.assertRefused(
                directory, "mode: enforce\non-valid:\n  { action: redirect }\n", "3: on-valid.destination");
    }

    @Test
    void anEmptyFileIsNoPolicy() throws IOException {
        Policies.assertRefused(directory, "", "1: on-valid: is missing");
    }

    @Test
    void includeInTextAndCommentsIsNoInclude() throws IOException {
        var file = file(Policies.SOUND + """
                # include "other.conf"
                // , include "other.conf"
                on-none.headers { X-A = "a, include \\"b\\"", X-B = \"""{{ include "x" }}\""" }
                """);

        assertEquals(List.of(), Policy.read(file, Policies.TARGET).ruleNames());
    }

    @Test
    void refusesABadTarget() throws IOException {
        var file = file(Policies.SOUND);

        assertThrows(IllegalArgumentException.class, () -> Policy.read(file, "sip:pbx:port"));
    }
}
