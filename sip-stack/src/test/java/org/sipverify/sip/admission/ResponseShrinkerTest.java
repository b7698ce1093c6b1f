package org.sipverify.sip.admission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseShrinkerTest {
    private static final String NEEDED = """
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
            From: <sip:a@b>;tag=1
            To: <sip:x@y>;tag=2
            Call-ID: 1
            CSeq: 1 INVITE
            """;

    private static final String REDIRECT = crlf("SIP/2.0 302 Moved Temporarily\n" + NEEDED + """
            X-VVP-Status: VALID
            X-VVP-Brand-Name: ACME
            Contact: <sip:pbx.example>
            P-VVP-Passport: eyJhbGciOi
            Content-Length: 0

            """);

    /** Whole it has 269 octets. */
    @ParameterizedTest
    @CsvSource({
        "269, Length: Passport Brand Status Contact: Temporarily Via:",
        "268, l:0 Passport Brand Status Contact: Temporarily Via:",
        "255, l:0 Passport Brand Status Contact: Temporarily Via:",
        "238, l:0 Passport Brand Status Contact: Temporarily v:",
        "237, l:0 Brand Status Contact: Temporarily v:",
        "209, l:0 Status Contact: Temporarily v:",
        "165, l:0 Contact: Temporarily v:",
        "164, l:0 Contact: v:",
        "147, l:0 m:< v:",
        "120, l:0 v:"
    })
    void whatCostsLeastGoesFirst(int most, String left) {
        assertEquals(269, REDIRECT.length());

        var text = shortened(REDIRECT, most).orElseThrow();

        assertTrue(text.length() <= most, text);
        for (var part : List.of(
                "Length:", "l:0", "Passport", "Brand", "Status", "Contact:", "Temporarily", "Via:", "m:<", "v:")) {
            assertEquals(left.contains(part), text.contains(part), part + " in " + text);
        }
        assertTrue(text.startsWith("SIP/2.0 302 ") && text.endsWith("\r\n\r\n"), text);
        assertTrue(text.contains("z9hG4bK1") && text.contains("<sip:x@y>;tag=2"), text);
    }

    @Test
    void whatCannotBeMadeToFitIsNotSent() {
        assertEquals(Optional.empty(), shortened(REDIRECT, 60));
        assertEquals(Optional.empty(), shortened(REDIRECT, 0));
    }

    @Test
    void aBodyIsNeverCut() {
        var answer = crlf("SIP/2.0 200 OK\n" + NEEDED + "Content-Length: 200\n\n") + "v".repeat(200);

        assertEquals(Optional.empty(), shortened(answer, answer.length() - 1));
    }

    private static Optional<String> shortened(String answer, int most) {
        return ResponseShrinker.of(answer.getBytes(ISO_8859_1), most).map(bytes -> new String(bytes, ISO_8859_1));
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }
}
