package org.sipverify.formats.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u00e4", "\uFFFD", "a\uFFFD\u00e4", "\uD83D\uDE00"})
    void readsWhatIs(String text) {
        assertEquals(Optional.of(text), Utf8.decode(text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "61c3", "c080", "eda080", "f5808080", "efbfbdff", "80"})
    void rejectsWhatIsNot(String hex) {
        assertEquals(Optional.empty(), Utf8.decode(HexFormat.of().parseHex(hex)));
    }
}
