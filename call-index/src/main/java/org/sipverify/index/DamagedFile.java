package org.sipverify.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.sipverify.formats.file.IoFailure;

/** Puts a damaged database aside, with its log, so that somebody can look at it, and a new one can be begun. */
final class DamagedFile {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
    /** What SQLite keeps beside the file, and the file itself last. */
    private static final List<String> PARTS = List.of("-shm", "-wal", "");

    private DamagedFile() {}

    /** Its other name. */
    static Path setAside(Path file, Instant now) throws IndexException {
        var aside = free(file, ".damaged-" + TIME.format(now));
        try {
            for (var part : PARTS) {
                var from = file.resolveSibling(file.getFileName() + part);
                if (Files.exists(from)) {
                    Files.move(from, aside.resolveSibling(aside.getFileName() + part), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return aside;
        } catch (IOException e) {
            throw new IndexException("the index " + file + " is damaged and cannot be put aside: " + IoFailure.text(e));
        }
    }

    private static Path free(Path file, String ending) {
        var name = file.getFileName() + ending;
        for (int i = 1; Files.exists(file.resolveSibling(name)); i++) {
            name = file.getFileName() + ending + "-" + i;
        }
        return file.resolveSibling(name);
    }
}
