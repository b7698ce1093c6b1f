package org.sipverify.vcon.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the journal is kept.
 *
 * @param syncInterval how often what was written is forced to the disk
 * @param segmentSize bytes after which another file is begun
 * @param maxSize bytes of all files beyond which no further call is recorded
 * @param patience how long a call waits for the writes of others
 */
public record JournalConfig(Path directory, Duration syncInterval, long segmentSize, long maxSize, Duration patience) {}
