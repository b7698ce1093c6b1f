package org.sipverify.formats.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoconTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "s = []x",
                "s = [] x",
                "s = [1]x",
                "s = {}x",
                "s = { a = 1 } b",
                "s = [] x, t = 2",
                "s = []\tx",
                "s = [[]x]",
                "s = [{ a = 1 }x]",
                "s = [{ a = []x }]",
                "s { a = []x }",
                "a.b = []x",
                "s += []x",
                "s = [];",
                "s = [1].b",
                "s = [\n1\n]x",
                "s = [\"]\"]x",
                "s = [\"a\\\"\"]x",
                "s = [] []x",
                "s = [] /x",
                "s = [1]${t}\nt = x",
                "s = { a = 1 }${t}\nt = x",
                "s = [1] ${?t.u}\nt { u = x }",
            })
    void refusesTextBehindAListOrABlock(String text) {
        var refusal = assertThrows(ConfigException.class, () -> Hocon.resolve(Hocon.parse(text, "f")));

        assertTrue(
                refusal.getMessage().matches("f: [1-3]: .* stands behind the end of a list or block"),
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1 b",
                "t = 10 seconds",
                "a = x y z, b = 2",
                "a = [1] # x",
                "a = [1] // x",
                "a = { b = 1 } # x",
                "a = [1]\nb = x",
                "a { b = 1 }\nc = 2",
                "a = [1], b = 2",
                "a = [x y, z]",
                "a = [{ b = 1 }, { c = 2 }]",
                "a = [{ b = 1 }\n{ c = 2 }]",
                "a = [1] [2]",
                "a = { b = 1 } { c = 2 }",
                "a = [1]\na = ${a} [2]",
                "a = [1] ${?x}",
                "a = { b = 1 } ${c}\nc { d = 1 }",
                "a = [1] ${c}\nc = [2]",
                "a = x\nb = ${a}y",
                "a = \"]x\"",
                "a = \"\"\"]x\n}y\"\"\"",
                "a = \"\"\"\"\"\"\"",
                "a = \"}\" x",
                "# ]x\na = 1",
                "a = [1]\u00a0\r\nb = 2",
                "\uFEFFa = [1]",
                "{ a = [1] }\n",
                "a += [1]",
                "",
            })
    void takesWhatIsWhole(String text) {
        assertDoesNotThrow(() -> Hocon.resolve(Hocon.parse(text, "f")));
    }

    @ParameterizedTest
    @MethodSource
    void namesTheLine(String text, String message) {
        var refusal = assertThrows(ConfigException.class, () -> Hocon.parse(text, "f"));

        assertEquals(message, refusal.getMessage());
    }

    static Stream<Arguments> namesTheLine() {
        return Stream.of(
                argumentSet("first", "s = []x", "f: 1: x stands behind the end of a list or block"),
                argumentSet("after a comment", "# a\n\ns = []x\n", "f: 3: x stands behind the end of a list or block"),
                argumentSet(
                        "after text of three lines",
                        "a = \"\"\"1\n2\n3\"\"\"\ns = [] it goes on and on and on",
                        "f: 4: it stands behind the end of a list or block"));
    }
}
