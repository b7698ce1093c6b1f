package org.sipverify.vcon.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the file of a vCon lies: {@code 2026/11/20/UUID.vcon} or {@code .vcon.gz}, by creation time in UTC.
 *
 * @param root of all
 */
record DayPaths(Path root) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
    static final String PLAIN = ".vcon";
    static final String COMPRESSED = ".vcon.gz";

    static boolean isVcon(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(PLAIN) || name.endsWith(COMPRESSED);
    }

    Path day(Instant createdAt) {
        return root.resolve(DAY.format(createdAt));
    }

    /** In the directory of its day. */
    static Path file(Path day, UUID uuid, boolean gzip) {
        return day.resolve(uuid + (gzip ? COMPRESSED : PLAIN));
    }

    static Optional<Path> find(Path day, UUID uuid) {
        return Optional.of(file(day, uuid, false)).filter(Files::exists).or(() -> Optional.of(file(day, uuid, true))
                .filter(Files::exists));
    }
}
