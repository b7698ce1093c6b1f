package org.sipverify.vcon.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.vcon.store.FileStore.Item;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int SIZE = 1000;

    @TempDir
    private Path directory;

    private final List<String> told = new ArrayList<>();
    private boolean objection;

    private final RemovalListener listener = new RemovalListener() {
        @Override
        public void removing(UUID uuid, Path file) throws IOException {
            if (objection) {
                throw new IOException("not yet");
            }
            assertTrue(Files.exists(file) && name(file).equals(uuid.toString()), file.toString());
            told.add("removing " + file);
        }

        @Override
        public void removed(UUID uuid, Path file) {
            assertFalse(Files.exists(file), file.toString());
            told.add("removed " + file);
        }
    };

    @Test
    void whatIsTooOldGoesWithAllThatBelongsToIt() throws Exception {
        var old = write("", NOW.minus(Duration.ofDays(31)));
        var young = write("", NOW.minus(Duration.ofDays(29)));
        var twin = write("redacted", NOW.minus(Duration.ofDays(31)));
        var acknowledgement = Files.writeString(old.resolveSibling(name(old) + ".conserver.ack"), "201");

        assertEquals(2, sweep(Duration.ofDays(30), 0));

        assertEquals(List.of(false, false, false, true), exist(old, twin, acknowledgement, young));
    }

    @Test
    void theOldestGoUntilTheRestIsSmallEnough() throws Exception {
        var oldest = write("", NOW.minusSeconds(400_000));
        var middle = write("", NOW.minusSeconds(2));
        var newest = write("", NOW.minusSeconds(1));

        assertEquals(1, sweep(Duration.ZERO, 2 * SIZE));

        assertEquals(List.of(false, true, true), exist(oldest, middle, newest));
    }

    @Test
    void aLegalHoldWins() throws Exception {
        var held = write("", NOW.minus(Duration.ofDays(50)));
        var other = write("", NOW.minus(Duration.ofDays(50)).plusSeconds(1));
        var ofHeldDay = write("", NOW.minus(Duration.ofDays(60)));
        Files.createFile(held.resolveSibling(name(held) + ".hold"));
        Files.createFile(ofHeldDay.resolveSibling(".hold"));

        assertEquals(1, sweep(Duration.ofDays(30), 1));

        assertEquals(List.of(true, false, true), exist(held, other, ofHeldDay));
    }

    @Test
    void withoutLimitsEverythingStays() throws Exception {
        var old = write("", NOW.minus(Duration.ofDays(3650)));

        assertEquals(0, sweep(Duration.ZERO, 0));

        assertEquals(List.of(true), exist(old));
    }

    /** Before it goes, so that what is kept elsewhere can go with it, and after, for what was kept meanwhile. */
    @Test
    void whoeverKeepsSomethingOfAVconIsToldBeforeItGoesAndAfter() throws Exception {
        var old = write("", NOW.minus(Duration.ofDays(31)));
        write("", NOW.minus(Duration.ofDays(29)));
        write("redacted", NOW.minus(Duration.ofDays(31)));
        var held = write("", NOW.minus(Duration.ofDays(50)));
        Files.createFile(held.resolveSibling(name(held) + ".hold"));

        sweep(Duration.ofDays(30), 0);

        assertEquals(List.of("removing " + old, "removed " + old), told);
    }

    @Test
    void whatMustStayForNowStays() throws Exception {
        var old = write("", NOW.minus(Duration.ofDays(31)));
        objection = true;

        assertThrows(IOException.class, () -> sweep(Duration.ofDays(30), 0));
        assertEquals(List.of(true), exist(old));

        objection = false;
        assertEquals(1, sweep(Duration.ofDays(30), 0));
    }

    private int sweep(Duration maxAge, long maxSize) throws IOException {
        try (var retention =
                new Retention(new StoreConfig(directory, false, maxAge, maxSize), () -> NOW, listener, deleted -> {})) {
            return retention.sweep();
        }
    }

    private Path write(String room, Instant createdAt) throws IOException {
        var uuid = new UUID(createdAt.toEpochMilli() << 16 | 0x8000, 1L << 63);
        return new FileStore(directory, false)
                .write(List.of(new Item(room, uuid, createdAt, new byte[SIZE], true)), () -> {})
                .get(0);
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".vcon", "");
    }

    private static List<Boolean> exist(Path... files) {
        return List.of(files).stream().map(Files::exists).toList();
    }
}
