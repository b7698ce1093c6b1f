package org.sipverify.app.api.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedNumbersTest {
    @Test
    void noFieldOfARowHasANumber() {
        var row = RowsSeen.MASKED.known(SampleCalls.to("+14155550199"));

        assertEquals("***4567", row.get("caller"));
        assertEquals("***0199", row.get("callee"));
        assertEquals("sip:+***0199@192.0.2.9:5060", row.get("target"));
        assertEquals("***5671@192.0.2.1", row.get("call_id"));
        assertEquals("192.0.2.1", row.get("source"));
        assertEquals("TOKEN_EXPIRED", row.get("error"));
        assertFalse(row.containsKey("vcon"));
        assertFalse(row.toString().contains("123"), row::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, ***",
        "'', ''",
        "1234, ***1234",
        "+442079460000, ***0000",
    })
    void aNumberHasItsEndAndANameNothing(String callee, String shown) {
        assertEquals(shown, RowsSeen.MASKED.all(SampleCalls.to(callee)).get("callee"));
    }

    @ParameterizedTest
    @CsvSource({
        "call 1234 now, call 1234 now",
        "(555) 123-4567, (***4567",
        "415.555.1234, ***1234",
        "sip:+14155551234@192.0.2.1, sip:+***1234@192.0.2.1",
        "192.0.2.1415555, ***5555",
        "10.0.0.1, 10.0.0.1",
        "12345, ***2345",
    })
    void fiveDigitsAreANumber(String text, String shown) {
        assertEquals(shown, MaskedNumbers.text(text));
    }
}
