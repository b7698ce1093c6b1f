package org.sipverify.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server keeps what outlives it. It is no setting, because it must be known when no setting can be read. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets it
public final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Where copies of what was last good are kept, readable by this user alone (default: last-good in"
                            + " systemd's $STATE_DIRECTORY, otherwise .sip-verify beside the configuration file).")
    private @Nullable Path directory;

    /** The directory; it need not exist. */
    public Path directory(ConfigOptions config) {
        if (directory != null) {
            return directory;
        }
        var systemds = System.getenv("STATE_DIRECTORY"); // several are separated by colons (systemd.exec(5))
        return systemds == null || systemds.isEmpty()
                ? config.home().resolve(".sip-verify")
                : Path.of(systemds.split(":", 2)[0]).resolve("last-good");
    }
}
