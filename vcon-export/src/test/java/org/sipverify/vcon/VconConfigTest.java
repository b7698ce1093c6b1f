package org.sipverify.vcon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.vcon.content.Purpose;

class VconConfigTest {
    @Test
    void withoutADirectoryThereIsNone() {
        assertEquals(Optional.empty(), read(""));
    }

    @Test
    void theDefaultsAreSound() {
        var config = read("directory = /v").orElseThrow();

        assertEquals(Set.of(Purpose.values()), config.content().purposes());
        assertEquals("sip.example", config.content().server());
        assertEquals(Path.of("/v/.journal"), config.journal().directory());
        assertEquals(Optional.empty(), config.redactedKey());
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "0 s, PT0S", "1 hour, PT1H", "90 days, PT2160H"})
    void retentionIsOffOrAnHourAtLeast(String written, Duration age) {
        var config = read("directory = /v, retention.max-age = " + written).orElseThrow();

        assertEquals(age, config.store().maxAge());
    }

    @Test
    void whatIsSaidIsDone() {
        var config = read("directory = /v, name = a.example, attachments.sip-sdp = false, headers = [P-Early-Media],"
                        + " on-journal-failure = refuse-calls, journal.directory = /j")
                .orElseThrow();

        assertEquals("a.example", config.content().server());
        assertTrue(!config.content().purposes().contains(Purpose.SIP_SDP));
        assertEquals(Set.of("P-Early-Media"), config.content().headers());
        assertTrue(config.refuseUnjournalled());
        assertEquals(Path.of("/j"), config.journal().directory());
    }

    /** Though no directory is named: it is told before vCons are switched on. */
    @ParameterizedTest
    @MethodSource
    void aMistakeIsTold(String settings, String complaint) {
        var refusal = assertThrows(ConfigException.class, () -> read(settings));

        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
        assertTrue(refusal.getMessage().startsWith("test.conf: 1: vcon."), refusal.getMessage());
    }

    static Stream<Arguments> aMistakeIsTold() {
        return Stream.of(
                argumentSet("a name that is none", "name = \"a b\"", "vcon.name"),
                argumentSet("a header that holds credentials", "headers = [Proxy-Authorization]", "vcon.headers"),
                argumentSet("an API key", "headers = [X-Api-Key]", "vcon.headers"),
                argumentSet("a header that is none", "headers = [\"a b\"]", "vcon.headers"),
                argumentSet("a choice that is none", "on-journal-failure = panic", "must be continue or refuse-calls"),
                argumentSet("no queue", "queue = 0", "vcon.queue: must be a whole number from 16 to 1000000, not 0"),
                argumentSet("no time", "journal.sync-interval = 0", "vcon.journal.sync-interval"),
                argumentSet("a time to come", "retention.max-age = -1 s", "vcon.retention.max-age"),
                argumentSet(
                        "no unit",
                        "retention.max-age = 90",
                        "vcon.retention.max-age: has no unit: write 90 minutes, 90 hours or 90 days"),
                argumentSet("no unit in quotes", "retention.max-age = \"90\"", "has no unit"),
                argumentSet(
                        "less than an hour",
                        "retention.max-age = 59 minutes",
                        "must be 0 or at least 1 hour, not 59 min"),
                argumentSet("a switch that is none", "attachments.sip-bye = maybe", "sip-bye"),
                argumentSet("a twin without key", "redacted.enabled = true", "vcon.redacted.key-file"),
                argumentSet("a key that is not there", "redacted { enabled = true, key-file = /none }", "/none"));
    }

    private static Optional<VconConfig> read(String settings) {
        var defaults = ConfigFactory.parseResources("reference.conf").getConfig("vcon");
        var own = ConfigFactory.parseString(
                settings, ConfigParseOptions.defaults().setOriginDescription("test.conf"));
        return VconConfig.from(ConfigSection.of("vcon", own.withFallback(defaults), Path.of("/home")), "sip.example");
    }
}
