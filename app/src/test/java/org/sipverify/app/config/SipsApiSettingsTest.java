package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.formats.config.ConfigSection;

class SipsApiSettingsTest {
    private static SipsApiSettings settings(String own) {
        var config = ConfigFactory.parseString(own)
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
        return SipsApiSettings.from(ConfigSection.root(config).section("sips-api"));
    }

    @Test
    void asShippedPublicServersMayBeProbedAndNobodyIsCalled() {
        var shipped = settings("");

        assertEquals("[443, 1024-65535]", shipped.targets().ports().toString());
        assertTrue(shipped.targets().allow().isEmpty());
        assertEquals(20, shipped.maxConcurrent());
        assertEquals("10 per minute", shipped.perClient().toString());
        assertEquals(false, shipped.invite());
    }

    @ParameterizedTest
    @CsvSource({"5 per second, 5, PT1S", "10 per minute, 10, PT1M", "100/hour, 100, PT1H"})
    void aRateHasANumberAndATime(String text, int count, Duration period) {
        var rate = settings("sips-api.per-client = \"" + text + "\"").perClient();

        assertEquals(count, rate.count());
        assertEquals(period, rate.period());
    }

    @ParameterizedTest
    @CsvSource({
        "sips-api.per-client = 10, per-client",
        "sips-api.per-client = \"0 per minute\", per-client",
        "sips-api.per-client = \"10 per day\", per-client",
        "sips-api.ports = [\"0-1\"], ports",
        "sips-api.ports = [\"2000-1000\"], ports",
        "sips-api.ports = [\"sip\"], ports",
        "sips-api.allow = [\"10.1.0.0/8\"], allow",
        "sips-api.max-concurrent = 0, max-concurrent"
    })
    void aMistakeIsNamed(String text, String key) {
        var mistake = assertThrows(ConfigException.class, () -> settings(text));

        assertTrue(String.valueOf(mistake.getMessage()).contains("sips-api." + key), mistake.getMessage());
    }
}
