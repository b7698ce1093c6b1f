package org.sipverify.vcon.delivery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * A vCon on its way to one endpoint. Older ones come first.
 *
 * @param file in the store
 * @param attempts that failed
 * @param due not to be tried before, on the clock of {@link System#nanoTime}
 */
record QueuedVcon(UUID uuid, Path file, int attempts, long due) implements Comparable<QueuedVcon> {
    /** By the time that the uuids begin with. */
    static final Comparator<UUID> OLDEST_FIRST = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    QueuedVcon(UUID uuid, Path file) {
        this(uuid, file, 0, 0);
    }

    QueuedVcon failed(long due) {
        return new QueuedVcon(uuid, file, attempts + 1, due);
    }

    /** A version 8 uuid begins with the milliseconds since 1970; so does version 7. */
    static Instant created(UUID uuid) {
        return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16);
    }

    Instant created() {
        return created(uuid);
    }

    @Override
    public int compareTo(QueuedVcon other) {
        return OLDEST_FIRST.compare(uuid, other.uuid);
    }
}
