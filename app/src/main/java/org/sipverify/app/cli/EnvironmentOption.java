package org.sipverify.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sipverify.app.config.Environment;
import picocli.CommandLine.Option;

/** Where a command takes the environment variables of the server from. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets it
public final class EnvironmentOption {
    @Option(
            names = "--environment-file",
            paramLabel = "FILE",
            description =
                    "Take the environment variables of sip-verify from this file, which is read as systemd reads it,"
                            + " instead of from this shell.")
    private @Nullable Path file;

    /**
     * The variables of the file, or of this process without one.
     *
     * @throws com.typesafe.config.ConfigException when the file cannot be read
     */
    public Environment environment() {
        return file == null ? Environment.ofProcess() : Environment.ofService(file);
    }
}
