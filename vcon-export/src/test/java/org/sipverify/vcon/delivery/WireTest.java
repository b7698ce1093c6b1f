package org.sipverify.vcon.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.vcon.delivery.endpoint.Digest;
import org.sipverify.vcon.delivery.endpoint.EndpointResponse;
import org.sipverify.vcon.delivery.endpoint.EndpointResponse.Meaning;
import org.sipverify.vcon.delivery.endpoint.RetryAfter;

class WireTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    /** RFC 4231, test case 2. */
    @Test
    void theSignatureIsHmacSha256() {
        assertEquals(
                "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                Digest.signature("Jefe", "what do ya want for nothing?".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "200, TAKEN",
        "201, TAKEN",
        "202, TAKEN",
        "204, TAKEN",
        "301, KEY_REFUSED",
        "304, KEY_REFUSED",
        "400, REFUSED",
        "401, KEY_REFUSED",
        "403, KEY_REFUSED",
        "404, REFUSED",
        "408, LATER",
        "409, KNOWN",
        "413, REFUSED",
        "422, REFUSED",
        "425, LATER",
        "429, LATER",
        "500, LATER",
        "502, LATER",
        "507, LATER",
        "600, LATER"
    })
    void eachStatusHasItsMeaning(int status, Meaning meaning) {
        assertEquals(
                meaning, new EndpointResponse(status, HttpHeaders.of(Map.of(), (name, value) -> true), "").meaning());
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "0, 0", "' 7 ', 7", "'Fri, 20 Nov 2026 10:01:30 GMT', 90"})
    void retryAfterIsSecondsOrADate(String value, long seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), RetryAfter.of(value, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999", "Fri, 20 Nov 2026 09:00:00 GMT"})
    void aRetryAfterThatSaysNothingIsNone(String value) {
        assertEquals(Optional.empty(), RetryAfter.of(value, NOW));
    }

    /** Digests of "abc" as FIPS 180-4 has them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sha256\": \"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD\"}",
                "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:",
                "sha512-3a81oZNherrMQXNJriBBMRLm-k6JqX6iCp7u5ktV05ohkpkqJ0_BqDa6PCOj_uu9RU1EI2Q86A4qmslPpUyknw"
            })
    void aDigestIsRecognisedInEachWriting(String text) {
        assertTrue(Digest.isNamedIn(text, "abc".getBytes(UTF_8)));
        assertFalse(Digest.isNamedIn(text, "abd".getBytes(UTF_8)));
    }
}
