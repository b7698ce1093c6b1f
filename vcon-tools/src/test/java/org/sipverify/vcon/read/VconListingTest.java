package org.sipverify.vcon.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.vcon.form.MalformedVconException;

class VconListingTest implements VconListing.Sink {
    private static final Instant FIRST = Instant.parse("2026-11-20T23:59:50Z");

    @TempDir
    private Path directory;

    private final List<String> found = new ArrayList<>();
    private final List<Path> broken = new ArrayList<>();

    /** "09Z" is before "09.001Z" in time and after it as text. */
    @Test
    void theOrderIsThatOfTimeWhereverTheFilesLie() throws Exception {
        var times = new ArrayList<Instant>();
        for (var i = 0; i < 80; i++) {
            times.add(FIRST.plusMillis(250L * i));
        }
        var shuffled = new ArrayList<>(times);
        Collections.shuffle(shuffled, new Random(7));
        for (var i = 0; i < shuffled.size(); i++) {
            put(shuffled.get(i), i);
        }

        VconListing.list(List.of(directory), Filter.ALL, this);

        assertEquals(times.stream().map(Instant::toString).toList(), found);
        assertEquals(List.of(), broken);
    }

    @Test
    void daysOutsideTheTimeAskedForAreNotRead() throws Exception {
        put(FIRST, 0);
        put(FIRST.plusSeconds(60), 0);
        Files.writeString(directory.resolve("2026/11/20/broken.vcon"), "not JSON");
        var since = Optional.of(Instant.parse("2026-11-21T00:00:00Z"));

        var filter = new Filter(since, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
        VconListing.list(List.of(directory), filter, this);

        assertEquals(List.of("2026-11-21T00:00:50Z"), found);
        assertEquals(List.of(), broken);
    }

    /** In the store, among redacted copies, in a folder of its own, named by its uuid or not. */
    private void put(Instant time, int i) throws IOException {
        var uuid = new UUID(time.toEpochMilli() << 16 | 0x8000 | i, 0xab7f8b4ea1b84909L);
        var day = time.toString().substring(0, 10).replace('-', '/');
        var folder = List.of(day, "redacted/" + day, "from-others").get(i % 3);
        var name = i % 2 == 0 ? uuid.toString() : "call-" + i;
        Files.writeString(
                Files.createDirectories(directory.resolve(folder)).resolve(name + ".vcon"),
                "{\"uuid\":\"%s\",\"created_at\":\"%s\",\"parties\":[]}".formatted(uuid, time));
    }

    @Override
    public void found(Summary summary) {
        found.add(summary.time());
    }

    @Override
    public void unreadable(Path file, IOException problem) {
        broken.add(file);
    }

    @Override
    public void malformed(Path file, MalformedVconException problem) {
        broken.add(file);
    }
}
