package org.sipverify.policy;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleMistakesTest {
    @TempDir
    Path directory;

    /** Each rule has the action of on-none, a reject. */
    @ParameterizedTest
    @MethodSource({"names", "sources", "otherConditions"})
    void namesTheMistake(String rule, String complaint) throws IOException {
        var rules = "rules = [{ action = reject, reason-code = 403 },\n${on-none} " + rule + "\n]";

        Policies.assertRefused(directory, Policies.SOUND + rules, "9: rules[1]" + complaint);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                argumentSet("unknown key", "{ nane = x }", ".nane: unknown key; did you mean name?"),
                argumentSet("name is empty", "{ name = \"\" }", ".name: must be one line of text"),
                argumentSet("name in two lines", "{ name = \"a\\nb\" }", ".name: must be one line of text"),
                argumentSet("name of another rule", "{ name = \"rule 1\" }", ".name: \"rule 1\" is already in use"),
                argumentSet("name of a section", "{ name = on-none }", ".name: \"on-none\" is already in use"),
                argumentSet("key of a bridge", "{ copy = X-A }", ".copy: belongs to bridge; with redirect and reject"));
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                argumentSet(
                        "name", "{ when { source = [\"trunk\"] } }", ".when.source: \"trunk\" is not an IP address"),
                argumentSet("no address", "{ when { source = \"10.0.0\" } }", ".when.source: \"10.0.0\" is not an IP"),
                argumentSet("too long", "{ when { source = \"10.0.0.0/33\" } }", ".when.source: /33 is not a length"),
                argumentSet(
                        "host bits",
                        "{ when { source = \"10.1.2.3/8\" } }",
                        ".when.source: 10.1.2.3/8 is not the start of a network: write 10.0.0.0/8"),
                argumentSet(
                        "host bits of IPv6",
                        "{ when { source = \"2001:db8::1/32\" } }",
                        ".when.source: 2001:db8::1/32 is not the start of a network: write 2001:db8::/32"));
    }

    static Stream<Arguments> otherConditions() {
        return Stream.of(
                argumentSet(
                        "unknown", "{ when { destination = a } }", ".when.destination: unknown key; known are source"),
                argumentSet("misspelt", "{ when { sorce = a } }", ".when.sorce: unknown key; did you mean source?"),
                argumentSet("when is not a block", "{ when = brand }", ".when: must be a block in braces"),
                argumentSet("empty list", "{ when { dest = [] } }", ".when.dest: the list is empty"),
                argumentSet(
                        "block that names no file",
                        "{ when { dest = [{ a = 1 }] } }",
                        ".when.dest.a: unknown key; known are file"),
                argumentSet(
                        "block for text",
                        "{ when { outcome = [{ a = 1 }] } }",
                        ".when.outcome: must be text, not a block in braces"),
                argumentSet(
                        "country",
                        "{ when { orig-country = [GB, UK] } }",
                        ".when.orig-country: must be the two letters of a country (ISO 3166-1), such as US or GB, not \"UK\""),
                argumentSet("dashes", "{ when { dest = \"+1-555*\" } }", ".when.dest: \"+1-555*\" matches no number"),
                argumentSet("blanks", "{ when { orig = \"555 1*\" } }", ".when.orig: \"555 1*\" matches no number"),
                argumentSet(
                        "outcome",
                        "{ when { outcome = [valid, invald] } }",
                        ".when.outcome: unknown outcome \"invald\"; did you mean invalid?"),
                argumentSet("brand", "{ when { brand = acme } }", ".when.brand: must be true or false, not \"acme\""));
    }
}
