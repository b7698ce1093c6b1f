package org.sipverify.formats.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final List<String> KNOWN = List.of("action", "destination-template", "reason-code");

    @Test
    void namesTheNearestWord() {
        assertEquals("unknown key; did you mean action?", Spelling.unknown("key", "acton", KNOWN));
        assertEquals(
                "unknown key; did you mean destination-template?", Spelling.unknown("key", "destination_templ", KNOWN));
    }

    @Test
    void namesAllWordsWhenNoneIsNear() {
        assertEquals(
                "unknown key; known are action, destination-template, reason-code",
                Spelling.unknown("key", "colour", KNOWN));
    }

    @Test
    void listsWordsAsASentenceDoes() {
        assertEquals("udp", Spelling.listed(List.of("udp"), "or"));
        assertEquals("udp or tcp", Spelling.listed(List.of("udp", "tcp"), "or"));
        assertEquals("udp, tcp or tls", Spelling.listed(List.of("udp", "tcp", "tls"), "or"));
    }
}
