package org.sipverify.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.formats.config.ConfigSection;

class SessionConfigTest {
    private static SessionConfig read(String lines) {
        var config = ConfigFactory.parseString(lines.replace('|', '\n'))
                .withFallback(ConfigFactory.parseResources("reference.conf"));
        return SessionConfig.from(ConfigSection.root(config, Path.of("")).section("sip"));
    }

    @Test
    void theDefaultsAreThoseOfTheRfcAndFourHours() {
        assertEquals(new SessionConfig(Duration.ofMinutes(30), Duration.ofSeconds(90), Duration.ofHours(4)), read(""));
    }

    @Test
    void zeroSwitchesOff() {
        var config = read("sip.session-expires = 0|sip.max-call-duration = 0");
        assertFalse(config.hasTimer());
        assertTrue(config.maxCall().isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "sip.session-expires = 1 minute, sip.session-expires",
        "sip.session-expires = 2 days, sip.session-expires",
        "sip.min-se = 10 s, sip.min-se",
        "sip.min-se = 1 hour, sip.session-expires",
        "sip.max-call-duration = 31 days, sip.max-call-duration",
        "sip.max-call-duration = never, sip.max-call-duration"
    })
    void aMistakeNamesItsKey(String line, String key) {
        var mistake = assertThrows(ConfigException.class, () -> read(line));
        assertTrue(String.valueOf(mistake.getMessage()).contains(key), mistake.getMessage());
    }
}
