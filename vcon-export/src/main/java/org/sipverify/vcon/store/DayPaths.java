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

    Path file(UUID uuid, Instant createdAt, boolean gzip) {
        return day(createdAt).resolve(uuid + (gzip ? COMPRESSED : PLAIN));
    }

    Optional<Path> find(UUID uuid, Instant createdAt) {
        return Optional.of(file(uuid, createdAt, false))
                .filter(Files::exists)
                .or(() -> Optional.of(file(uuid, createdAt, true)).filter(Files::exists));
    }
}
