package org.sipverify.vcon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The layout of entries in a file: length and CRC-32C of the entry, four bytes each, and the entry. Where there is
 * none, the next may begin at the next page.
 */
final class Frames {
    private static final int OVERHEAD = 2 * Integer.BYTES;

    static byte[] framed(byte[] entry) {
        return ByteBuffer.allocate(OVERHEAD + entry.length)
                .putInt(entry.length)
                .putInt(checksum(ByteBuffer.wrap(entry)))
                .put(entry)
                .array();
    }

    /**
     * Reads all entries that are whole.
     *
     * @return whether there was something else: an entry that a crash had torn
     */
    static boolean read(Path file, Consumer<Entry> each) throws IOException {
        var octets = ByteBuffer.wrap(Files.readAllBytes(file));
        if (!octets.slice(0, Math.min(octets.limit(), Segment.MAGIC.length)).equals(ByteBuffer.wrap(Segment.MAGIC))) {
            return octets.hasRemaining();
        }
        octets.position(Segment.MAGIC.length);
        var torn = false;
        while (octets.hasRemaining()) {
            var entry = next(octets);
            entry.map(Entry::read).ifPresent(each);
            if (entry.isEmpty()) {
                torn |= !isEmpty(octets);
                octets.position(Math.min(octets.limit(), (octets.position() / Segment.PAGE + 1) * Segment.PAGE));
            }
        }
        return torn;
    }

    private static Optional<ByteBuffer> next(ByteBuffer octets) {
        if (octets.remaining() < OVERHEAD) {
            return Optional.empty();
        }
        var start = octets.position();
        var length = octets.getInt(start);
        if (length < 1 || length > octets.remaining() - OVERHEAD) {
            return Optional.empty();
        }
        var entry = octets.slice(start + OVERHEAD, length);
        if (octets.getInt(start + Integer.BYTES) != checksum(entry.duplicate())) {
            return Optional.empty();
        }
        octets.position(start + OVERHEAD + length);
        return Optional.of(entry);
    }

    /** Whether nothing was ever written here. An entry whose length was not written yet counts as nothing. */
    private static boolean isEmpty(ByteBuffer octets) {
        for (var at = octets.position(); at < Math.min(octets.limit(), octets.position() + Integer.BYTES); at++) {
            if (octets.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int checksum(ByteBuffer octets) {
        var sum = new CRC32C();
        sum.update(octets);
        return (int) sum.getValue();
    }

    private Frames() {}
}
