package org.sipverify.vcon.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.vcon.store.FileStore.Item;

class FileStoreTest {
    private static final Instant LATE = Instant.parse("2026-11-20T23:59:59.999Z");
    private static final UUID ONE = UUID.fromString("01a1f866-0d78-8001-ab7f-8b4ea1b84909");
    private static final UUID TWO = UUID.fromString("01a1f866-0d78-8002-ab7f-8b4ea1b84909");

    @TempDir
    private Path directory;

    @Test
    void filesLieByDayAndOnlyTheirUserAndGroupReadThem() throws Exception {
        var files = new FileStore(directory, false).write(List.of(item(ONE, "one"), item(TWO, "two")), () -> {});

        var day = directory.resolve("2026/11/20");
        assertEquals(List.of(day.resolve(ONE + ".vcon"), day.resolve(TWO + ".vcon")), files);
        assertEquals("two", Files.readString(files.get(1)));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(files.get(0))));
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(day)));
        assertEquals(2, day.toFile().list().length);
    }

    @Test
    void filesCanBeCompressed() throws Exception {
        var file = new FileStore(directory, true)
                .write(List.of(item(ONE, "one")), () -> {})
                .get(0);

        assertEquals(ONE + ".vcon.gz", file.getFileName().toString());
        try (var unpacked = new GZIPInputStream(Files.newInputStream(file))) {
            assertArrayEquals("one".getBytes(UTF_8), unpacked.readAllBytes());
        }
    }

    /** The earlier run may have known more of the call than the journal does. */
    @Test
    void whatAnEarlierRunWroteIsLeftAlone() throws Exception {
        var first = new FileStore(directory, false).write(List.of(item(ONE, "first")), () -> {});

        var second = new FileStore(directory, true).write(List.of(item(ONE, "second")), () -> {});

        assertEquals(first, second);
        assertEquals("first", Files.readString(second.get(0)));
    }

    /** An attempt that failed may have written some; what is written again is the same. */
    @Test
    void whatThisRunWroteMayBeWrittenAgain() throws Exception {
        var item = new Item("", ONE, LATE, "one".getBytes(UTF_8), false);
        var store = new FileStore(directory, false);
        var first = store.write(List.of(item), () -> {});

        var second = store.write(List.of(item), () -> {});

        assertEquals(first, second);
        assertEquals("one", Files.readString(second.get(0)));
        assertEquals(1, directory.resolve("2026/11/20").toFile().list().length);
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws Exception {
        var store = new FileStore(directory, false);
        Files.createDirectories(directory.resolve("2026/11/20/" + TWO + ".vcon.tmp/taken"));

        assertThrows(IOException.class, () -> store.write(List.of(item(ONE, "one"), item(TWO, "two")), () -> {}));

        try (var left = Files.list(directory.resolve("2026/11/20"))) {
            assertEquals(
                    List.of(TWO + ".vcon.tmp"),
                    left.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static Item item(UUID uuid, String text) {
        return new Item("", uuid, LATE, text.getBytes(UTF_8), true);
    }
}
