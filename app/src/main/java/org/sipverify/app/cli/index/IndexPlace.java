package org.sipverify.app.cli.index;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.cli.ConfigOptions;
import org.sipverify.app.config.IndexSettings;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the index is. The other settings are not read: who may read calls need not be able to read keys. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class IndexPlace {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The index (default: index.file of the configuration).")
    private @Nullable Path file;

    Path file(CommandLine line) {
        return Optional.ofNullable(file)
                .or(this::configured)
                .orElseThrow(() -> mistake(
                        line,
                        "index.file is empty: there is no index; name the configuration with --config, or --file"));
    }

    private Optional<Path> configured() {
        return IndexSettings.from(root().section("index"), config.home()).toRead();
    }

    /** Where the vCons are. */
    Optional<Path> vcons() {
        return root().file("vcon.directory");
    }

    private ConfigSection root() {
        return ConfigSection.root(config.configuration().settings(), config.home());
    }

    static ParameterException mistake(CommandLine line, String what) {
        return new ParameterException(line, Terminal.safe(what));
    }
}
