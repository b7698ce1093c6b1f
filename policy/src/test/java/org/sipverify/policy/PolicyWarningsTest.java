package org.sipverify.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyWarningsTest {
    private static final PolicyWarnings.Context USUAL = new PolicyWarnings.Context(false, false, Set.of("acme"));

    @ParameterizedTest
    @MethodSource
    void aRuleBehindAWiderOneIsNamed(String first, String second) {
        assertEquals(
                List.of("String: 10: rules[1].when: rule \"rule 2\" matches no call: rule \"rule 1\" before it takes "
                        + (first.isEmpty() ? "every call" : "all of its calls")),
                warnings(USUAL, first, second));
    }

    static Stream<Arguments> aRuleBehindAWiderOneIsNamed() {
        return Stream.of(
                argumentSet("no conditions", "", "source = \"10.0.0.0/8\""),
                argumentSet("the same", "dest = \"+449*\"", "dest = \"+449*\""),
                argumentSet("one condition more", "dest = \"+449*\"", "dest = \"+449*\", outcome = none"),
                argumentSet("a smaller network", "source = \"10.0.0.0/8\"", "source = [\"10.1.0.0/16\", \"10.2.3.4\"]"),
                argumentSet("a narrower pattern", "orig = [\"+44*\"]", "orig = [\"+4420*\", \"+447700900123\"]"),
                argumentSet("fewer outcomes", "outcome = [none, error]", "outcome = error"),
                argumentSet("a country of several", "dest-country = [GB, FR]", "dest-country = FR"),
                argumentSet("a narrower name", "error = \"VERIFIER_*\"", "error = VERIFIER_TIMEOUT"));
    }

    @ParameterizedTest
    @MethodSource
    void aRuleThatCannotMatchIsNamed(String when, String why) {
        assertEquals(
                List.of("String: 9: rules[0].when: rule \"rule 1\" matches no call: " + why), warnings(USUAL, when));
    }

    static Stream<Arguments> aRuleThatCannotMatchIsNamed() {
        return Stream.of(
                argumentSet(
                        "a brand without proof",
                        "brand = true, outcome = [none, invalid]",
                        "a brand is shown only when it is verified, never with outcome invalid or none"),
                argumentSet(
                        "no warnings",
                        "outcome = warning",
                        "there is no outcome warning unless verifier.warning-as = warning"),
                argumentSet(
                        "a signer without credentials",
                        "signer = \"https://a.example/*\", outcome = none",
                        "there is a signer only where there are credentials, never with outcome none"),
                argumentSet(
                        "an error without credentials",
                        "error = \"X*\", outcome = none",
                        "there is an error only where there are credentials, never with outcome none"),
                argumentSet("an unknown caller", "caller = [acne]", "no caller in callers has the name [acne]"),
                argumentSet(
                        "no certificates",
                        "tls-identity = \"*.acme.example\"",
                        "no caller has a verified certificate while sip.tls.client-auth is none"));
    }

    @ParameterizedTest
    @MethodSource
    void nothingIsSaidWhereACallMayMatch(String first, String second) {
        assertEquals(List.of(), warnings(USUAL, first, second));
    }

    static Stream<Arguments> nothingIsSaidWhereACallMayMatch() {
        return Stream.of(
                argumentSet("another fact", "orig = \"+44*\"", "dest = \"+44*\""),
                argumentSet("a wider pattern", "orig = \"+4420*\"", "orig = \"+44*\""),
                argumentSet("a pattern that overlaps", "orig = \"+44*1\"", "orig = \"+441*\""),
                argumentSet("a number that means two forms", "orig = \"+1555*\"", "orig = 15551234567"),
                argumentSet("a larger network", "source = \"10.1.0.0/16\"", "source = \"10.0.0.0/8\""),
                argumentSet("more outcomes", "outcome = none", "outcome = [none, error]"),
                argumentSet("fewer conditions", "brand = true, orig = \"+44*\"", "orig = \"+44*\""),
                argumentSet("the opposite", "brand = true", "brand = false"),
                argumentSet(
                        "a signer of unproved calls",
                        "signer = \"https://a.example/*\"",
                        "signer = \"https://a.example/*\", outcome = invalid"),
                argumentSet("a known caller", "caller = acme", "caller = \"\""),
                argumentSet("no certificate", "tls-identity = \"\"", "brand = true, outcome = [valid, none]"),
                argumentSet(
                        "text that is not an error", "error = \"\", outcome = none", "error = \"*\", outcome = none"));
    }

    @Test
    void whatTheConfigurationHasIsNotNamed() {
        var all = new PolicyWarnings.Context(true, true, Set.of("beta"));

        assertEquals(
                List.of(), warnings(all, "outcome = warning", "tls-identity = a", "caller = \"b*\"", "brand = true"));
    }

    @Test
    void aListIsWithinItself(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.txt"), "+1555*\n");
        var file = Files.writeString(directory.resolve("policy.conf"), Policies.SOUND + """
                rules = [
                  ${on-none} { when { orig = ["+44*", { file = a.txt }] } }
                  ${on-none} { when { orig = [{ file = a.txt }] } }
                  ${on-none} { when { orig = "+1555123" } }
                ]
                """);

        assertEquals(
                List.of(file
                        + ": 10: rules[1].when: rule \"rule 2\" matches no call: rule \"rule 1\" before it takes all of its"
                        + " calls"),
                Policy.read(file.toFile(), Policies.TARGET).warnings(USUAL));
    }

    /** The first rule is in line 9. */
    private static List<String> warnings(PolicyWarnings.Context context, String... whens) {
        var rules = new StringBuilder("rules = [\n");
        for (var when : whens) {
            rules.append("  ${on-none} { ")
                    .append(when.isEmpty() ? "" : "when { " + when + " }")
                    .append(" }\n");
        }
        return Policies.soundWith(rules.append("]").toString()).warnings(context);
    }
}
