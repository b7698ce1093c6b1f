package org.sipverify.vcon.delivery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sipverify.formats.file.PrivateFiles;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;

/**
 * The vCons that an endpoint does not have yet, a marker for each: {@code .outbox/ENDPOINT/UUID}. The marker is written
 * before its vCon gets its name in the store, and the acknowledgement moves it to {@code .ack}, so that a crash at any
 * moment leaves a vCon with one of the two. Most markers are empty; that of a vCon that was sent without an answer
 * holds the digest of what was sent. Only vCons in the directory of their day are delivered.
 */
final class Outbox {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
    private static final String DIGEST = "digest";

    /** Says that every vCon of the store that the endpoint lacks has its marker. */
    private static final String COMPLETE = ".complete";

    private final Path store;
    private final Path directory;

    Outbox(Path store, String endpoint) {
        this.store = store;
        this.directory = store.resolve(".outbox").resolve(endpoint);
    }

    Path marker(UUID uuid) {
        return directory.resolve(uuid.toString());
    }

    boolean contains(UUID uuid) {
        return Files.exists(marker(uuid));
    }

    void open() throws IOException {
        PrivateFiles.directory(directory);
    }

    /** Adds a vCon that is about to be stored in the directory of its day. A marker that is there is as good as new. */
    void add(UUID uuid) throws IOException {
        try {
            create(marker(uuid));
        } catch (NoSuchFileException first) {
            open();
            create(marker(uuid));
        }
    }

    private static void create(Path marker) throws IOException {
        try {
            PrivateFiles.create(marker, new byte[0]);
        } catch (FileAlreadyExistsException e) {
            Files.setLastModifiedTime(marker, FileTime.from(Instant.now()));
        }
    }

    /** Returns when what was added is on the disk. */
    void force() throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void remove(UUID uuid) throws IOException {
        Files.deleteIfExists(marker(uuid));
    }

    /** The digest of what was sent without an answer; empty when nothing was. */
    String sent(UUID uuid) throws IOException {
        try {
            var content = Files.readAllBytes(marker(uuid));
            return content.length == 0
                    ? ""
                    : StrictJson.object(content).path(DIGEST).asText();
        } catch (NoSuchFileException | MalformedJsonException none) {
            return "";
        }
    }

    /** Notes that these bytes are about to be sent. */
    void sending(UUID uuid, String digest) throws IOException {
        open();
        PrivateFiles.write(marker(uuid), StrictJson.bytes(StrictJson.newObject().put(DIGEST, digest)));
    }

    /** Nothing was sent after all. */
    void unsent(UUID uuid) throws IOException {
        PrivateFiles.write(marker(uuid), new byte[0]);
    }

    private Path day(UUID uuid) {
        return store.resolve(DAY.format(QueuedVcon.created(uuid)));
    }

    /** Whether this is where the store keeps a vCon. */
    boolean isPlace(UUID uuid, Path file) {
        return day(uuid).equals(file.getParent());
    }

    /** Where the vCon of a marker lies; absent when it is not in the store. */
    Optional<Path> file(UUID uuid) {
        return Stream.of(".vcon", ".vcon.gz")
                .map(ending -> day(uuid).resolve(uuid + ending))
                .filter(Files::exists)
                .findFirst();
    }

    /** When the marker was written. */
    Optional<Instant> since(UUID uuid) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(marker(uuid)).toInstant());
        } catch (NoSuchFileException taken) {
            return Optional.empty();
        }
    }

    /** The oldest after this one; only as many as are wanted are held in memory, however many there are. */
    List<UUID> oldest(Optional<UUID> after, int wanted, Predicate<UUID> known) throws IOException {
        var found = new TreeSet<>(QueuedVcon.OLDEST_FIRST);
        try (var markers = Files.newDirectoryStream(directory)) {
            for (var marker : markers) {
                var uuid = uuid(marker)
                        .filter(it -> after.isEmpty() || QueuedVcon.OLDEST_FIRST.compare(it, after.get()) > 0);
                if (uuid.isPresent() && !known.test(uuid.get())) {
                    found.add(uuid.get());
                    if (found.size() > wanted) {
                        found.pollLast();
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static Optional<UUID> uuid(Path marker) {
        try {
            return Optional.of(UUID.fromString(marker.getFileName().toString()));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** Whether the store need not be searched for vCons without a marker. */
    boolean isComplete() {
        return Files.exists(directory.resolve(COMPLETE));
    }

    void complete() throws IOException {
        force();
        PrivateFiles.write(directory.resolve(COMPLETE), new byte[0]);
    }

    /** vCons may be stored from now on that get no marker here. */
    void incomplete() throws IOException {
        Files.deleteIfExists(directory.resolve(COMPLETE));
    }
}
