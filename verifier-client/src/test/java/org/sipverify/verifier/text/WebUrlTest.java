package org.sipverify.verifier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.formats.text.PlainText;

class WebUrlTest {
    private static final Pattern HTTP = Pattern.compile("(?i)https?://[^\\s\\p{Cntrl}<>\"]+");
    private static final Pattern DID_WEB = Pattern.compile("(?i)did:web:[^\\s\\p{Cntrl}<>\"]+");

    @ParameterizedTest
    @ValueSource(strings = {"http://a", "https://a.example/b?c=d#e", "HTTPS://A", "hTtP://ä", "https://a/\uD83D\uDE00"})
    void isOne(String text) {
        assertTrue(WebUrl.is(text));
        assertTrue(WebUrl.isKeyLocation(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "http:/a",
                "ftp://a",
                "javascript:alert(1)",
                " http://a",
                "http://a b",
                "http://a\r\nX: y",
                "http://a\u0000",
                "http://a\u007F",
                "http://a\u0085",
                "http://a\u2028",
                "http://a\uD83D",
                "http://<a>",
                "http://\"a",
                "http\u017F://a",
                "did:web:a"
            })
    void isNone(String text) {
        assertFalse(WebUrl.is(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"did:web:a", "DID:WEB:A.example:b"})
    void aKeyMayBeAtADid(String text) {
        assertTrue(WebUrl.isKeyLocation(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"did:web:", "did:key:a", "d\u0130d:web:a", "did:web:a b"})
    void isNoPlaceForAKey(String text) {
        assertFalse(WebUrl.isKeyLocation(text));
    }

    /** The patterns say what is meant; the code only says it faster. */
    @Test
    void agreesWithItsPatterns() {
        var random = new Random(1);
        var pieces = List.of(
                "http",
                "https",
                "HTTPS",
                "did:web:",
                "did",
                ":",
                "/",
                "//",
                "\u001a",
                " ",
                "<",
                ">",
                "\"",
                "a",
                "Z",
                "\t",
                "\u007f",
                "\u0085",
                "\u017f",
                "\uD83D",
                "\uDE00",
                "ä");
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(7); j > 0; j--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            var url = text.toString();
            boolean isHttp = HTTP.matcher(url).matches() && PlainText.is(url);
            boolean isDid = DID_WEB.matcher(url).matches() && PlainText.is(url);
            assertEquals(isHttp, WebUrl.is(url), url);
            assertEquals(isHttp || isDid, WebUrl.isKeyLocation(url), url);
        }
    }
}
