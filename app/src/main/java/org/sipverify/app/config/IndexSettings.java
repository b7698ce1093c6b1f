package org.sipverify.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.index.IndexConfig;

/**
 * The section {@code index} of the configuration.
 *
 * @param config where the index is and how it is kept; absent when there is none
 * @param isAuto whether the directory of the service's state decided where
 * @param refusedPerMinute rows of refused INVITEs of sources that the operator has not named
 */
public record IndexSettings(Optional<IndexConfig> config, boolean isAuto, int refusedPerMinute, Searches searches) {
    private static final String AUTO = "auto";
    private static final String NAME = "calls.db";
    private static final int MOST_REFUSED = 100_000;

    /** Each search over HTTP has one of the threads that all requests share. */
    private static final int MOST_SEARCHES = 12;

    /** Where the packaged service has its state. */
    private static final Path OF_THE_SERVICE = Path.of("/var/lib/sip-verify");

    /**
     * Limits of searches over HTTP.
     *
     * @param time how long one may take
     * @param most how many are made at once
     */
    public record Searches(Duration time, int most) {
        static Searches from(ConfigSection index) {
            return new Searches(
                    index.duration("search-time", Duration.ofMillis(100), Duration.ofMinutes(1)),
                    index.whole("max-searches", 1, MOST_SEARCHES));
        }
    }

    /**
     * Reads the section, with systemd's directory for state as this process has it.
     *
     * @param home the directory of the configuration file
     */
    public static IndexSettings from(ConfigSection index, Path home) {
        return from(
                index,
                home,
                Optional.ofNullable(System.getenv("STATE_DIRECTORY")).orElse(""));
    }

    /** @param state what systemd passes to a service with {@code StateDirectory}, several with colons; else empty */
    static IndexSettings from(ConfigSection index, Path home, String state) {
        boolean isAuto = index.text("file").equals(AUTO);
        var first = state.split(":", 2)[0];
        var file = isAuto ? auto(home, first).map(it -> it.resolve(NAME)) : index.file("file");
        return new IndexSettings(
                file.map(it -> IndexConfig.from(index, it)),
                isAuto && first.isEmpty(),
                index.whole("refused-per-minute", 0, MOST_REFUSED),
                Searches.from(index));
    }

    /** Beside a configuration that nothing may be written to, as in a container, there is none. */
    private static Optional<Path> auto(Path home, String state) {
        if (!state.isEmpty()) {
            return Optional.of(Path.of(state));
        }
        var directory = home.resolve(".sip-verify");
        return Optional.of(directory).filter(it -> Files.isWritable(Files.exists(it) ? it : home));
    }

    /** The file to search: a command in a shell has no such directory, and means that of the packaged service. */
    public Optional<Path> toRead() {
        var file = config.map(IndexConfig::file);
        return isAuto ? file.filter(Files::exists).or(() -> Optional.of(OF_THE_SERVICE.resolve(NAME))) : file;
    }
}
