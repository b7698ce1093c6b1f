package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All layers of the configuration. What is kept of it is every setting that is not a default, wherever it comes from: a
 * mistake in an environment variable is one too.
 *
 * @param file the configuration file; empty when there is none
 * @param home the directory that relative paths start from
 * @param options from the command line, by key
 * @param environment whose variables count
 * @param adjusted what the command adds
 */
public record ConfigurationSource(
        Optional<Path> file,
        Path home,
        Map<String, String> options,
        Environment environment,
        UnaryOperator<Configuration> adjusted)
        implements FileSource<Loaded> {
    private static final String OWN = "settings";
    private static final String TLS = "sip.tls.enabled";

    /** Keeps its own map. */
    public ConfigurationSource {
        options = Map.copyOf(options);
    }

    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public Loaded read(FileReads reads) {
        file.ifPresent(it -> reads.watch(List.of(it)));
        var configuration = adjusted.apply(Configuration.load(file, options, environment));
        reads.watch(configuration.files());
        var loaded = new Loaded(configuration, Settings.from(configuration.settings(), home));
        reads.keep(OWN, configuration.own());
        return loaded;
    }

    /** Private keys are not kept: where a file of TLS is the mistake, the other transports are served. */
    @Override
    public Loaded recall(Kept kept) {
        var configuration = Configuration.ofOwn(kept.text(OWN));
        try {
            return new Loaded(configuration, Settings.from(configuration.settings(), home));
        } catch (ConfigException e) {
            if (!configuration.settings().getBoolean(TLS)) {
                throw e;
            }
            var without = configuration.with(TLS, "false", "its files have a mistake");
            return new Loaded(without, Settings.from(without.settings(), home));
        }
    }

    @Override
    public String summary(Loaded loaded) {
        return loaded.configuration().warnings().isEmpty() ? "no warnings" : "with warnings";
    }

    /** The person who types a command line corrects it at once. */
    @Override
    public boolean isReplaceable(ConfigException mistake) {
        return !FirstReading.message(mistake).startsWith("-D");
    }
}
