package org.sipverify.formats.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConfigSectionTest {
    private static final Path HOME = Path.of("/etc/sip-verify");

    @Test
    void keysMayBePathsAndSectionsAreNested() {
        var root = section("verifier { breaker { failures = 5 } }");

        assertEquals(5, root.whole("verifier.breaker.failures", 1, 10));
        assertEquals(5, root.section("verifier").section("breaker").whole("failures", 1, 10));
        assertEquals("verifier.breaker", root.section("verifier.breaker").path());
    }

    @Test
    void aKeyWithADotIsReadAsItStands() {
        assertEquals("1", section("headers { \"X.Y\" = 1 }").section("headers").text("X.Y"));
    }

    @Test
    void aNullCountsAsAbsent() {
        var root = section("a = null, b = \"\", c = x");

        assertFalse(root.has("a"));
        assertEquals(List.of("b", "c"), root.keys());
        assertEquals(Optional.empty(), root.optionalText("a"));
        assertEquals(Optional.empty(), root.optionalText("b"));
        assertEquals(Optional.of("x"), root.optionalText("c"));
    }

    @Test
    void filesStartFromTheHomeDirectory() {
        var root = section("relative = tls/key.pem, absolute = /tls/key.pem, none = \"\", list = [a, /b]");

        assertEquals(Optional.of(HOME.resolve("tls/key.pem")), root.file("relative"));
        assertEquals(Optional.of(Path.of("/tls/key.pem")), root.file("absolute"));
        assertEquals(Optional.empty(), root.file("none"));
        assertEquals(Optional.empty(), root.file("absent"));
        assertEquals(List.of(HOME.resolve("a"), Path.of("/b")), root.files("list"));
    }

    @Test
    void anObjectWithNumbersForKeysIsAList() {
        var root = section("servers { 10 = c, 2 = b, 0 = a }, one = x, none = []");

        assertEquals(List.of("a", "b", "c"), root.texts("servers"));
        assertEquals(List.of("x"), root.texts("one"));
        assertEquals(List.of(), root.texts("none"));
    }

    @Test
    void blocksOfAListKnowWhereTheyAre() {
        var blocks = section("endpoints = [{ url = a }, { url = b }]").sections("endpoints");

        assertEquals(
                List.of("endpoints[0]", "endpoints[1]"),
                blocks.stream().map(ConfigSection::path).toList());
        assertEquals("b", blocks.get(1).text("url"));
        assertEquals(List.of(), section("").sections("endpoints"));
    }

    @Test
    void aBlockMayTakeItsDefaultsFromAnother() {
        var root = section("defaults { timeout = 5 s, name = none }, endpoints = [{ name = mine, tiemout = 1 s }]");
        var endpoint = root.sections("endpoints").get(0).withDefaults(root.section("defaults"));

        assertEquals("mine", endpoint.text("name"));
        assertEquals(Duration.ofSeconds(5), endpoint.duration("timeout", Duration.ZERO, Duration.ofDays(1)));
        assertTrue(endpoint.has("timeout"));
        assertFalse(endpoint.isOwn("timeout"));
        var mistake = assertThrows(ConfigException.class, () -> endpoint.onlyKeys(List.of("name", "timeout")));
        assertEquals("test: 1: endpoints[0].tiemout: unknown key; did you mean timeout?", mistake.getMessage());
        assertTrue(
                endpoint.mistake("timeout", "is too long").getMessage().startsWith("test: 1: endpoints[0].timeout:"));
    }

    @Test
    void aMistakeInTheDefaultsNamesThem() {
        var root = section("defaults { timeout = 5 }\nendpoints = [{ name = mine }]");
        var endpoint = root.sections("endpoints").get(0).withDefaults(root.section("defaults"));

        var mistake = assertThrows(
                ConfigException.class, () -> endpoint.duration("timeout", Duration.ZERO, Duration.ofDays(1)));

        assertEquals("test: 1: defaults.timeout: has no unit: write 5 s, 5 ms or 5 minutes", mistake.getMessage());
    }

    @Test
    void environmentVariablesAreNamed() {
        var variables = ConfigFactory.parseMap(Map.of("sip.port", "x"), "environment variable VVP_SIP_VERIFY_PORT");
        var substituted = ConfigFactory.parseString("sip.port = ${PATH}").resolve();

        assertEquals(
                "environment variable VVP_SIP_VERIFY_PORT: sip.port: must be a whole number from 1 to 9, not \"x\"",
                assertThrows(ConfigException.class, () -> ConfigSection.root(variables)
                                .whole("sip.port", 1, 9))
                        .getMessage());
        assertTrue(assertThrows(ConfigException.class, () -> ConfigSection.root(substituted)
                        .whole("sip.port", 1, 9))
                .getMessage()
                .startsWith("environment: sip.port:"));
    }

    @Test
    void aSecretIsNotShown() {
        var root = section("key = hush-hush, bad = \"hush\\r\\nhush\", long = hushhush, none = \"\"");

        assertEquals("hush-hush", root.secret("key", 9).value());
        assertEquals("[redacted]", root.secret("key", 9).toString());
        assertFalse(root.secret("none", 9).isPresent());
        for (var key : List.of("bad", "long")) {
            var mistake = assertThrows(ConfigException.class, () -> root.secret(key, 7));
            assertFalse(mistake.getMessage().contains("hush"), mistake.getMessage());
        }
    }

    @Test
    void wordsAreReadInAnyCase() {
        var root = section("unit = Nano-Seconds, transport = TCP, on = Yes, off = FALSE");

        assertEquals(Unit.NANO_SECONDS, root.choice("unit", Unit.class));
        assertEquals("tcp", root.choice("transport", "udp", "tcp"));
        assertTrue(root.flag("on"));
        assertFalse(root.flag("off"));
    }

    private enum Unit {
        NANO_SECONDS,
        DAYS
    }

    @Test
    void aReadersComplaintIsAMistakeWithItsPlace() {
        var root = section("\ntarget = [a, b]");

        var mistake = assertThrows(
                ConfigException.class, () -> root.each("target", text -> TimeUnit.valueOf(text.replace('a', 'x'))));

        assertTrue(mistake.getMessage().startsWith("test: 2: target: No enum"), mistake.getMessage());
    }

    private static ConfigSection section(String text) {
        var options = com.typesafe.config.ConfigParseOptions.defaults().setOriginDescription("test");
        return ConfigSection.root(ConfigFactory.parseString(text, options).resolve(), HOME);
    }
}
