package org.sipverify.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.config.Configuration;
import org.sipverify.app.config.ConfigurationSource;
import org.sipverify.app.config.Environment;
import org.sipverify.app.config.Installation;
import org.sipverify.app.config.Settings;
import picocli.CommandLine.Option;

/** The options of every command that reads the configuration. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class ConfigOptions {
    private static final String FILE = "sip-verify.conf";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file (default: conf/sip-verify.conf of this installation).")
    private @Nullable Path file;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            mapFallbackValue = "",
            description = "Set one key, such as -Dsip.port=5070; goes before the environment and the file.")
    private Map<String, String> options = new LinkedHashMap<>();

    public Configuration configuration() {
        return Configuration.load(file(), options);
    }

    /** As {@link #configuration()}, with another environment than this process's. */
    public Configuration configuration(Environment environment) {
        return Configuration.load(file(), options, environment);
    }

    /** What a server reads now, and again when it changes. */
    public ConfigurationSource source(Environment environment, UnaryOperator<Configuration> adjusted) {
        return new ConfigurationSource(file(), home(), options, environment, adjusted);
    }

    public Settings settings(Configuration configuration) {
        return Settings.from(configuration.settings(), home());
    }

    /** The directory that relative paths in the configuration start from. */
    public Path home() {
        return file().map(it -> it.toAbsolutePath().getParent())
                .orElse(Path.of("").toAbsolutePath());
    }

    private Optional<Path> file() {
        return file != null ? Optional.of(file) : shipped();
    }

    private static Optional<Path> shipped() {
        return Installation.directory()
                .map(home -> home.resolve("conf").resolve(FILE))
                .filter(Files::isRegularFile);
    }
}
