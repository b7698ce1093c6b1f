package org.sipverify.formats.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Base64UrlTest {
    private static final byte[] BYTES = {(byte) 0xfb, (byte) 0xff};

    @Test
    void isWrittenWithoutPadding() {
        assertEquals("-_8", Base64Url.encode(BYTES));
        assertArrayEquals(BYTES, Base64Url.decode("-_8").orElseThrow());
        assertArrayEquals(BYTES, Base64Url.decode("-_8=").orElseThrow());
        assertArrayEquals(BYTES, Base64Url.decodeEitherAlphabet("+/8=").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"-_8, true, true", "-_9, false, true", "+/8, false, false", "'-_8 ', false, false", "A, false, false"})
    void isStrict(String text, boolean strictly, boolean loosely) {
        assertEquals(strictly, Base64Url.decode(text).isPresent());
        assertEquals(loosely, Base64Url.decodeLoosely(text).isPresent());
    }

    @Test
    void theAlphabetsAreNotMixed() {
        assertTrue(Base64Url.decodeEitherAlphabet("-/8").isEmpty());
    }
}
