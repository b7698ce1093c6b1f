package org.sipverify.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directories that a server writes its records and its log to. */
public final class WrittenDirectories {
    /** Those of the vCons, the index, the log, the audit and the access log, as far as they are configured. They need not exist. */
    public static List<Path> of(Settings settings) {
        var log = settings.ops().log();
        return Stream.of(
                        settings.vcons().config().map(it -> it.store().directory()),
                        settings.vcons().index().config().map(it -> it.file().getParent()),
                        log.file().map(Path::getParent),
                        log.auditFile().map(Path::getParent),
                        log.access().map(Path::getParent))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** The directory, or the nearest one above it that exists. */
    public static Path existing(Path directory) {
        var there = directory;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    private WrittenDirectories() {}
}
