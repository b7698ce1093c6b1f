package org.sipverify.vcon.delivery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * A vCon on its way to one endpoint. Older ones come first.
 *
 * @param file in the store
 * @param attempts that failed
 * @param due not to be tried before, on the clock of {@link System#nanoTime}
 */
record QueuedVcon(UUID uuid, Path file, int attempts, long due) implements Comparable<QueuedVcon> {
    QueuedVcon(UUID uuid, Path file) {
        this(uuid, file, 0, 0);
    }

    QueuedVcon failed(long due) {
        return new QueuedVcon(uuid, file, attempts + 1, due);
    }

    /** A version 8 uuid begins with the milliseconds since 1970; so does version 7. */
    Instant created() {
        return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16);
    }

    @Override
    public int compareTo(QueuedVcon other) {
        var byTime = Long.compareUnsigned(uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
        return byTime != 0
                ? byTime
                : Long.compareUnsigned(uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
    }
}
