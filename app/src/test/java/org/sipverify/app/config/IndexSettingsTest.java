package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.index.IndexConfig;

class IndexSettingsTest {
    private static final Path OF_THE_SERVICE = Path.of("/var/lib/sip-verify/calls.db");

    @TempDir
    private static Path home;

    @ParameterizedTest
    @MethodSource
    void whereTheIndexIs(String file, String state, Optional<Path> written) {
        assertEquals(
                written, settings(Map.of("index.file", file), state).config().map(IndexConfig::file));
    }

    static Stream<Arguments> whereTheIndexIs() {
        return Stream.of(
                argumentSet("the service", "auto", "/var/lib/sip-verify", Optional.of(OF_THE_SERVICE)),
                argumentSet("the first of several", "auto", "/srv/a:/srv/b", Optional.of(Path.of("/srv/a/calls.db"))),
                argumentSet("no service", "auto", "", Optional.of(home.resolve(".sip-verify/calls.db"))),
                argumentSet("named", "own.db", "/var/lib/sip-verify", Optional.of(home.resolve("own.db"))),
                argumentSet("none", "", "/var/lib/sip-verify", Optional.empty()));
    }

    /** As in a container whose configuration nothing may be written to. */
    @Test
    void whereNothingMayBeWrittenThereIsNone() {
        var settings = settings(Map.of("index.file", "auto"), "", Path.of("/proc/1"));

        assertEquals(Optional.empty(), settings.config());
        assertEquals(Optional.of(OF_THE_SERVICE), settings.toRead());
    }

    @Test
    void aCommandReadsTheIndexBesideTheConfigurationWhereThereIsOne() throws Exception {
        var settings = settings(Map.of("index.file", "auto"), "");
        assertEquals(Optional.of(OF_THE_SERVICE), settings.toRead());

        var file = Files.createDirectories(home.resolve(".sip-verify")).resolve("calls.db");
        Files.createFile(file);
        assertEquals(Optional.of(file), settings.toRead());
        assertEquals(
                Optional.of(home.resolve("a.db")),
                settings(Map.of("index.file", "a.db"), "").toRead());
    }

    @Test
    void theDefaultsAreAMonthAndTwoGibibytes() {
        var config = settings(Map.of("index.file", "a.db"), "").config().orElseThrow();

        assertEquals(Duration.ofDays(30), config.keep());
        assertEquals(2L << 30, config.maxSize());
    }

    @ParameterizedTest
    @CsvSource({"index.keep, 1 minute", "index.max-size, 1 MiB", "index.queue, 10", "index.refused-per-minute, -1"})
    void whatMakesNoSenseIsRefused(String key, String value) {
        assertThrows(ConfigException.class, () -> settings(Map.of("index.file", "a.db", key, value), ""));
    }

    private static IndexSettings settings(Map<String, String> options, String state) {
        return settings(options, state, home);
    }

    private static IndexSettings settings(Map<String, String> options, String state, Path where) {
        var configuration = Configuration.load(Optional.empty(), options).settings();
        var index = ConfigSection.root(configuration, where).section("index");
        return IndexSettings.from(index, where, state);
    }
}
