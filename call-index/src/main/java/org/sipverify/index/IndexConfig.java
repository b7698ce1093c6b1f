package org.sipverify.index;

import java.nio.file.Path;
import java.time.Duration;
import org.sipverify.formats.config.ConfigSection;

/**
 * How the index is kept.
 *
 * @param file the database
 * @param keep how long a call stays in it
 * @param maxSize bytes that it may have; then the oldest calls leave it
 * @param queue rows that may wait to be written
 */
public record IndexConfig(Path file, Duration keep, long maxSize, int queue) {
    /** Reads the section {@code index}, but for the file, which the caller knows. */
    public static IndexConfig from(ConfigSection index, Path file) {
        return new IndexConfig(
                file,
                index.duration("keep", Duration.ofHours(1), Duration.ofDays(36_500)),
                index.size("max-size", 16L << 20, Long.MAX_VALUE),
                index.whole("queue", 100, 1_000_000));
    }
}
