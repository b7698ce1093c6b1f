package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;

/** The audit of the packaged server: where it goes by default, and what becomes of the files it was rotated to. */
class AuditRotationIT {
    private static final Pattern ROTATED = Pattern.compile("audit\\.jsonl\\.\\d{4}-\\d\\d-\\d\\d\\.\\d+\\.gz");

    @TempDir
    private Path directory;

    @Test
    void goesToTheDirectoryThatSystemdMade() throws Exception {
        var logs = Files.createDirectory(directory.resolve("logs"));
        try (var server = PackagedServer.start(directory, Map.of("LOGS_DIRECTORY", logs.toString()), List.of())) {
            call(server);

            Eventually.isTrue(() -> Files.exists(logs.resolve("audit.jsonl")), () -> "no audit");
        }
        var report = Ran.command("report", logs.resolve("audit.jsonl").toString());
        assertTrue(report.out().startsWith("1 call from "), report.out());
        assertTrue(report.out().contains("none              reject 400"), report.out());
    }

    /** With the shipped configuration of the log, but a file that is full after a line. */
    @Test
    void oldFilesAreDeleted() throws Exception {
        var shipped = Files.readString(Path.of("../conf/log4j2.xml"));
        var log = Files.writeString(directory.resolve("log4j2.xml"), shipped.replace("100MB", "100"));
        var old = Files.writeString(directory.resolve("audit.jsonl.2020-01-31.1.gz"), "");
        var other = Files.writeString(directory.resolve("audit.jsonl.2020-01-31.note"), "");
        for (var file : List.of(old, other)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-31T00:00:00Z")));
        }
        try (var server = PackagedServer.start(
                directory, "log.config=" + log, "audit.file=" + directory.resolve("audit.jsonl"))) {
            for (int i = 0; i < 3; i++) {
                call(server);
            }
            Eventually.isTrue(() -> !Files.exists(old), () -> "the old file is still there");
            assertTrue(Files.exists(other));
            Eventually.isTrue(() -> rotated() >= 1, () -> "nothing was rotated");
        }
    }

    private long rotated() {
        var names = directory.toFile().list();
        return names == null
                ? 0
                : List.of(names).stream().filter(ROTATED.asMatchPredicate()).count();
    }

    private void call(PackagedServer server) throws Exception {
        var result =
                new Sipp(directory, "invite").expecting(302, 400).headers("").run(server.sipPort);
        assertEquals(0, result.exitCode(), result.screen());
    }
}
