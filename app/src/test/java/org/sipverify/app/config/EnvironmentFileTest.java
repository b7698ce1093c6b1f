package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentFileTest {
    @ParameterizedTest
    @MethodSource
    void readsAValueAsSystemdDoes(String line, String value) {
        assertEquals(Map.of("A", value), EnvironmentFile.parse(line));
    }

    static Stream<Arguments> readsAValueAsSystemdDoes() {
        return Stream.of(
                argumentSet("plain", "A=b", "b"),
                argumentSet("empty", "A=", ""),
                argumentSet("blanks around", "  A =  b c \t\r\n", "b c"),
                argumentSet("double quotes", "A=\" b \"\n", " b "),
                argumentSet("single quotes", "A=' b \\n \" '", " b \\n \" "),
                argumentSet("quotes and more", "A=\"b\"c 'd'", "bc 'd'"),
                argumentSet("quotes twice", "A=\"b\"  'c'", "bc"),
                argumentSet("quotes in the middle", "A=b\"c\"", "b\"c\""),
                argumentSet("escapes in double quotes", "A=\"\\\"\\\\\\$\\`\\n\"", "\"\\$`\\n"),
                argumentSet("escape outside", "A=b\\ \\\"", "b \""),
                argumentSet("continued", "A=b\\\nc", "bc"),
                argumentSet("line feed in quotes", "A=\"b\nc\"", "b\nc"),
                argumentSet("hash is no comment in a line", "A=b # c", "b # c"),
                argumentSet("of two the last", "A=b\nA=c", "c"),
                argumentSet("quote never closed", "A=\"b", "b"));
    }

    @Test
    void passesOverCommentsAndLinesWithoutAValue() {
        var read = EnvironmentFile.parse("# A=1\n; B=2\n\nnonsense\nC=3\nexport D=4\n");

        assertEquals(Map.of("C", "3", "export D", "4"), read);
        assertEquals(List.of("C", "export D"), List.copyOf(read.keySet()));
    }
}
