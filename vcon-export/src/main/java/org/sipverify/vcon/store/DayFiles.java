package org.sipverify.vcon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The vCons of one day. Every file with the uuid of one belongs to it, such as an acknowledgement. A file {@code
 * UUID.hold} keeps one vCon from being deleted, a file {@code .hold} those of the whole day.
 *
 * @param directory of that day
 */
record DayFiles(Path directory) {
    private static final Pattern NAMED = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\..+");
    private static final String HOLD = ".hold";

    /**
     * One vCon.
     *
     * @param size of all its files, in octets
     */
    record Kept(UUID uuid, List<Path> files, long size) {
        /** The vCon itself; absent when only something that belongs to it is left. */
        Optional<Path> vcon() {
            return files.stream().filter(DayPaths::isVcon).findFirst();
        }

        Instant createdAt() {
            return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> Short.SIZE);
        }
    }

    /** The oldest first: the time is the first part of the uuid. */
    List<Kept> vcons() throws IOException {
        Map<UUID, List<Path>> found = new TreeMap<>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                var name = NAMED.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.computeIfAbsent(UUID.fromString(name.group(1)), uuid -> new ArrayList<>())
                            .add(file);
                }
            }
        }
        var kept = new ArrayList<Kept>();
        found.forEach((uuid, files) -> kept.add(new Kept(uuid, files, octets(files))));
        return kept;
    }

    private static long octets(List<Path> files) {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    static long size(List<Kept> vcons) {
        return vcons.stream().mapToLong(Kept::size).sum();
    }

    /** Deletes it, unless it is held. A directory left empty stays: another thread may be writing into it. */
    boolean delete(Kept vcon, RemovalListener listener) throws IOException {
        if (Files.exists(directory.resolve(HOLD)) || Files.exists(directory.resolve(vcon.uuid() + HOLD))) {
            return false;
        }
        var itself = vcon.vcon();
        if (itself.isPresent()) {
            listener.removing(vcon.uuid(), itself.get());
        }
        for (var file : vcon.files()) {
            Files.deleteIfExists(file);
        }
        if (itself.isPresent()) {
            listener.removed(vcon.uuid(), itself.get());
        }
        return true;
    }
}
