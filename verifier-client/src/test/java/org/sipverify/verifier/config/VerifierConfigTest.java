package org.sipverify.verifier.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.verifier.config.VerifierConfig.FallbackStatus;
import org.sipverify.verifier.config.VerifierConfig.WarningAs;

class VerifierConfigTest {
    private static final String URL = "url = \"http://v.example\"\n";

    @TempDir
    Path directory;

    @Test
    void asShipped() {
        var config = config("");

        assertEquals(Optional.empty(), config.http());
        assertEquals(FallbackStatus.INDETERMINATE, config.fallbackStatus());
        assertEquals(WarningAs.INDETERMINATE, config.warningAs());
        assertEquals(new VerifierConfig.Breaker(5, Duration.ofSeconds(5)), config.breaker());
        assertEquals(
                new VerifierConfig.Pinned(
                        Optional.empty(), Duration.ofSeconds(30), Duration.ofSeconds(300), Duration.ofSeconds(5)),
                config.pinned());
    }

    @Test
    void asShippedWithAUrl() {
        assertEquals(
                new VerifierConfig.Http(
                        URI.create("http://v.example/verify-callee"),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        ApiKey.NONE,
                        256 * 1024,
                        new VerifierConfig.Connections(1000, Duration.ofSeconds(60))),
                config(URL).http().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "2.5, 2500",
        "3, 3000",
        "'\"5.0\"', 5000",
        "'\"7\"', 7000",
        "500ms, 500",
        "'\"500ms\"', 500",
        "2s, 2000",
        "1 minute, 60000"
    })
    void bareNumbersAreSeconds(String timeout, long millis) {
        assertEquals(
                Duration.ofMillis(millis),
                config(URL + "timeout = " + timeout).http().orElseThrow().timeout());
    }

    @ParameterizedTest
    @CsvSource({
        "http://v.example, /verify, http://v.example/verify",
        "http://v.example/, /verify, http://v.example/verify",
        "https://v.example:8443/a/b, /verify, https://v.example:8443/a/b/verify",
        "'http://[::1]:8000', /verify, 'http://[::1]:8000/verify'"
    })
    void joinsUrlAndEndpoint(String url, String endpoint, URI expected) {
        var settings = "url = \"%s\", endpoint = \"%s\"".formatted(url, endpoint);

        assertEquals(expected, config(settings).http().orElseThrow().endpoint());
    }

    @ParameterizedTest
    @CsvSource({"invalid, INVALID", "Error, ERROR", "INDETERMINATE, INDETERMINATE"})
    void choicesAreReadInAnyCase(String text, FallbackStatus expected) {
        assertEquals(expected, config("fallback-status = " + text).fallbackStatus());
        assertEquals(WarningAs.WARNING, config("warning-as = Warning").warningAs());
    }

    @ParameterizedTest
    @MethodSource
    void namesFileAndLineOfAMistake(String setting, String told) throws Exception {
        var file = Files.writeString(directory.resolve("sip-verify.conf"), "verifier {\n\n  " + setting + "\n}\n");
        var section = ConfigSection.root(ConfigFactory.parseFile(file.toFile())
                        .withFallback(ConfigFactory.parseResources("reference.conf")))
                .section("verifier");

        var mistake = assertThrows(ConfigException.class, () -> VerifierConfig.from(section));

        assertTrue(mistake.getMessage().contains("sip-verify.conf: 3"), mistake.getMessage());
        assertTrue(mistake.getMessage().contains(told), mistake.getMessage());
    }

    static Stream<Arguments> namesFileAndLineOfAMistake() {
        return Stream.of(
                argumentSet("url of another scheme", "url = \"ftp://v.example\"", "http"),
                argumentSet("url without host", "url = \"http:///x\"", "url"),
                argumentSet("url without scheme", "url = \"v.example:8000\"", "http"),
                argumentSet("url with a query", "url = \"http://v.example/?a\"", "http"),
                argumentSet("url with a password", "url = \"http://a:b@v.example\"", "http"),
                argumentSet("endpoint", "endpoint = verify", "begins with /"),
                argumentSet("timeout no time", "timeout = soon", "timeout"),
                argumentSet("timeout zero", "timeout = 0", "verifier.timeout: must be 1 ms to 10 minutes, not 0"),
                argumentSet("timeout negative", "timeout = -1", "timeout"),
                argumentSet("timeout as 1e3", "timeout = 1e3", "plain number of seconds"),
                argumentSet("file name", "signers-file = \"\\u0000\"", "not a valid file name"),
                argumentSet("timeout too long", "timeout = 1h", "must be 1 ms to 10 minutes, not"),
                argumentSet("api key with a line break", "api-key = \"a\\r\\nb\"", "visible ASCII"),
                argumentSet("fallback VALID", "fallback-status = valid", "no verifier answered"),
                argumentSet(
                        "fallback unknown",
                        "fallback-status = maybe",
                        "must be indeterminate, invalid or error, not \"maybe\""),
                argumentSet("warning unknown", "warning-as = maybe", "must be indeterminate, valid or warning"),
                argumentSet("CA file missing", "ca-file = \"/nowhere/ca.pem\"", "/nowhere/ca.pem"),
                argumentSet("size too small", "max-response-size = 1 B", "must be 1 KiB to 64 MiB"),
                argumentSet("size no size", "max-response-size = big", "max-response-size"),
                argumentSet(
                        "max-concurrent",
                        "max-concurrent = 0",
                        "verifier.max-concurrent: must be a whole number from 1"),
                argumentSet("keep-alive", "keep-alive = 0", "must be 1 s to 1 hour"),
                argumentSet("size without unit", "max-response-size = 4096", "has no unit: write 4096 KiB"),
                argumentSet(
                        "keep-alive without unit", "keep-alive = 60", "verifier.keep-alive: has no unit: write 60 s"),
                argumentSet("breaker without unit", "breaker.open-for = 5", "has no unit"),
                argumentSet("skew without unit", "pinned.clock-skew = 5", "verifier.pinned.clock-skew: has no unit"),
                argumentSet(
                        "url with the endpoint in it",
                        "url = \"https://v.example/verify-callee\"",
                        "already ends in /verify-callee, which verifier.endpoint adds: leave it out, as in"),
                argumentSet("breaker failures", "breaker.failures = 0", "verifier.breaker.failures: must be"),
                argumentSet("breaker time", "breaker.open-for = 0", "must be 1 ms to 1 day"),
                argumentSet(
                        "pinned drift",
                        "pinned.max-iat-drift = -3 s",
                        "verifier.pinned.max-iat-drift: must be 0 s to"));
    }

    @Test
    void aCaFileHoldsCertificates() throws Exception {
        var file = Files.writeString(directory.resolve("ca.pem"), "hello");

        assertThrows(ConfigException.class, () -> config("ca-file = \"" + file + "\""));
    }

    @Test
    void doesNotRevealTheKey() {
        assertFalse(config(URL + "api-key = hush-hush").toString().contains("hush"));
        var mistake = assertThrows(ConfigException.class, () -> config(URL + "api-key = \"hush hush\""));
        assertFalse(mistake.getMessage().contains("hush"));
    }
}
