package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sipverify.formats.config.ConfigSection;

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
    private static final String HTTP_PORT = "http.port";
    private static final String API_KEY_FILE = "verifier.api-key-file";
    private static final String MISTAKE = "its files have a mistake";

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
        keyFile(configuration).ifPresent(it -> reads.watch(List.of(it)));
        var loaded = new Loaded(configuration, Settings.from(configuration.settings(), home));
        reads.keep(OWN, configuration.own());
        return loaded;
    }

    private Optional<Path> keyFile(Configuration configuration) {
        return ConfigSection.root(configuration.settings(), home).file(API_KEY_FILE);
    }

    /**
     * Private keys are not kept: where a file of TLS is the mistake, the other transports are served, where it is one of
     * HTTP nothing is served over HTTP, and where the file of the verifier's key is, the verifier is asked without one.
     */
    @Override
    public Loaded recall(Kept kept) {
        var all = List.of(Configuration.ofOwn(kept.text(OWN), options));
        for (var without : List.of(Map.entry(TLS, "false"), Map.entry(API_KEY_FILE, ""), Map.entry(HTTP_PORT, "0"))) {
            all = Stream.concat(
                            all.stream(),
                            all.stream().map(it -> it.with(without.getKey(), without.getValue(), MISTAKE)))
                    .toList();
        }
        return firstSound(all.get(0), all.subList(1, all.size()));
    }

    /** @throws ConfigException that of the first one, when none is sound */
    private Loaded firstSound(Configuration first, List<Configuration> others) {
        try {
            return new Loaded(first, Settings.from(first.settings(), home));
        } catch (ConfigException mistake) {
            for (var other : others) {
                try {
                    return new Loaded(other, Settings.from(other.settings(), home));
                } catch (ConfigException e) {
                    mistake.addSuppressed(e);
                }
            }
            throw mistake;
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
