package org.sipverify.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much room there is where a directory is.
 *
 * @param bytes that the server may write
 */
public record DiskRoom(Path directory, long bytes) {
    private static final long LITTLE = 1L << 30;
    private static final long TOO_LITTLE = 100L << 20;

    /** What to do when there is little. */
    public static final String ADVICE =
            "make room, or set vcon.retention.max-size; calls go on, but their records are lost when it is full";

    /**
     * Looks.
     *
     * @param directory need not exist
     */
    public static DiskRoom of(Path directory) throws IOException {
        return new DiskRoom(
                directory,
                Files.getFileStore(WrittenDirectories.existing(directory)).getUsableSpace());
    }

    /** Less than a gibibyte. */
    public boolean isLittle() {
        return bytes < LITTLE;
    }

    /** Less than 100 MiB. */
    public boolean isTooLittle() {
        return bytes < TOO_LITTLE;
    }

    /** Such as {@code 512 MiB free in /var/lib/sip-verify}. */
    @Override
    public String toString() {
        return (bytes >> 20) + " MiB free in " + directory;
    }
}
