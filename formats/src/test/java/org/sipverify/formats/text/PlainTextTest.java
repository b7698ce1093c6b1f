package org.sipverify.formats.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlainTextTest {
    @ParameterizedTest
    @MethodSource
    void onOneLine(String text, String expected) {
        assertEquals(expected, PlainText.onOneLine(text));
        assertTrue(PlainText.is(PlainText.onOneLine(text)));
    }

    static Stream<Arguments> onOneLine() {
        return Stream.of(
                argumentSet("plain", "Zo\u00eb \ud83d\ude00", "Zo\u00eb \ud83d\ude00"),
                argumentSet("empty", "", ""),
                argumentSet("line end", "a\r\nb", "a b"),
                argumentSet("at both ends", "\u0000a\u007f", " a "),
                argumentSet("of the upper half", "a\u0085b\u009bc", "a b c"),
                argumentSet("line separator", "a\u2028b", "a b"),
                argumentSet("half a surrogate", "a\ud83db", "a b"));
    }
}
