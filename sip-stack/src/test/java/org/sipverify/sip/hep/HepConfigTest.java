package org.sipverify.sip.hep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.Secret;

class HepConfigTest {
    @Test
    void isOffByDefault() {
        assertEquals(Optional.empty(), HepConfig.from(section("")));
    }

    @Test
    void readsTheCollectorAndHasDefaults() {
        var config =
                HepConfig.from(section("collector = \"homer.example:9060\"")).orElseThrow();

        assertEquals(
                new HepConfig(
                        "homer.example",
                        9060,
                        new HepConfig.Agent(2001, new Secret(""), ""),
                        new HepConfig.Queue(10_000, 32 << 20),
                        Duration.ofMinutes(5)),
                config);
    }

    @Test
    void readsAnIpv6CollectorAndTheLargestId() {
        var config = HepConfig.from(section("collector = \"[2001:db8::1]:9061\", capture-id = 4294967295"))
                .orElseThrow();

        assertEquals("[2001:db8::1]", config.host());
        assertEquals(9061, config.port());
        assertEquals(4_294_967_295L, config.agent().captureId());
    }

    @Test
    void doesNotShowItsKey() {
        var config = HepConfig.from(section("collector = \"homer:9060\", auth-key = s3cret"))
                .orElseThrow();

        assertEquals("s3cret", config.agent().authKey().value());
        assertFalse(config.toString().contains("s3cret"));
    }

    @ParameterizedTest
    @MethodSource
    void aMistakeNamesLineAndKey(String setting, String key) {
        var section = section("\n" + setting);

        var problem = assertThrows(ConfigException.class, () -> HepConfig.from(section));

        assertTrue(problem.getMessage().contains("sip.hep." + key), problem.getMessage());
        assertTrue(problem.getMessage().contains(": 2"), problem.getMessage());
        assertFalse(problem.getMessage().contains("s3cret"), problem.getMessage());
    }

    static Stream<Arguments> aMistakeNamesLineAndKey() {
        return Stream.of(
                argumentSet("no port", "collector = homer", "collector"),
                argumentSet("a port too large", "collector = \"homer:65536\"", "collector"),
                argumentSet("port 0", "collector = \"homer:0\"", "collector"),
                argumentSet("a URL", "collector = \"udp://homer:9060\"", "collector"),
                argumentSet("IPv6 without brackets", "collector = \"2001:db8::1:9060\"", "collector"),
                argumentSet("a negative id", "capture-id = -1", "capture-id"),
                argumentSet("an id beyond 32 bits", "capture-id = 4294967296", "capture-id"),
                argumentSet("a key with a blank", "auth-key = \"s3cret key\"", "auth-key"),
                argumentSet("a name with a line break", "node-name = \"a\\nb\"", "node-name"),
                argumentSet("no queue", "queue = 0", "queue"),
                argumentSet("a queue too small", "queue-bytes = 1 KiB", "queue-bytes"),
                argumentSet("no interval", "lookup-interval = 0 s", "lookup-interval"));
    }

    /** The section with these settings on the lines of a file of their own. */
    private static ConfigSection section(String settings) {
        var text = settings.replaceFirst("^\n?", "$0sip.hep { ") + " }";
        var config = ConfigFactory.parseString(
                        text, ConfigParseOptions.defaults().setOriginDescription("own.conf"))
                .withFallback(ConfigFactory.parseResources("reference.conf"))
                .resolve()
                .getConfig("sip.hep");
        return ConfigSection.of("sip.hep", config, Path.of(""));
    }
}
