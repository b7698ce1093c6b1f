package org.sipverify.app.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where this program is installed. */
public final class Installation {
    /** The directory, which the launcher passes in {@code sipverify.home}; absent when the program runs without it. */
    public static Optional<Path> directory() {
        return Optional.ofNullable(System.getProperty("sipverify.home")).map(Path::of);
    }

    private Installation() {}
}
