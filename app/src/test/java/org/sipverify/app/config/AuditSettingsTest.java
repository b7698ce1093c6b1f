package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;

class AuditSettingsTest {
    private static final Path HOME = Path.of("/etc/sip-verify");

    @ParameterizedTest
    @MethodSource
    void whereTheAuditGoes(String file, String logs, String written, String read) {
        var settings = settings(Map.of("audit.file", file), logs);

        assertEquals(path(written), settings.file());
        assertEquals(path(read), settings.toRead());
    }

    static Stream<Arguments> whereTheAuditGoes() {
        var ofTheService = "/var/log/sip-verify/audit.jsonl";
        return Stream.of(
                argumentSet("the service", "auto", "/var/log/sip-verify", ofTheService, ofTheService),
                argumentSet(
                        "a service with another directory",
                        "auto",
                        "/srv/log",
                        "/srv/log/audit.jsonl",
                        "/srv/log/audit.jsonl"),
                argumentSet("several directories", "auto", "/a:/b", "/a/audit.jsonl", "/a/audit.jsonl"),
                argumentSet("a shell", "auto", "", "", ofTheService),
                argumentSet(
                        "a file",
                        "own.jsonl",
                        "/var/log/sip-verify",
                        "/etc/sip-verify/own.jsonl",
                        "/etc/sip-verify/own.jsonl"),
                argumentSet("none", "", "/var/log/sip-verify", "", ""));
    }

    @Test
    void rotatedFilesAreKeptForAWhile() {
        var settings = settings(Map.of(), "");

        assertEquals(Duration.ofDays(90), settings.maxAge());
        assertEquals(10L << 30, settings.maxSize());
    }

    @ParameterizedTest
    @CsvSource({"audit.max-age, 90", "audit.max-age, 1 min", "audit.max-size, 1 KiB", "audit.max-size, 5"})
    void mistakesAreRefused(String key, String value) {
        assertThrows(ConfigException.class, () -> settings(Map.of(key, value), ""));
    }

    private static AuditSettings settings(Map<String, String> options, String logs) {
        var config = Configuration.load(Optional.empty(), options).settings();
        return AuditSettings.from(ConfigSection.root(config, HOME).section("audit"), logs);
    }

    private static Optional<Path> path(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty()).map(Path::of);
    }
}
