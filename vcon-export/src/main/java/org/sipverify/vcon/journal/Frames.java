package org.sipverify.vcon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** How entries lie in a file: length and CRC-32C of the entry, four octets each, and the entry. */
final class Frames {
    static final int OVERHEAD = 2 * Integer.BYTES;

    /** No entry is longer: a message has less, and a length beyond it was never written. */
    private static final int LONGEST = 16 << 20;

    static byte[] framed(byte[] entry) {
        return ByteBuffer.allocate(OVERHEAD + entry.length)
                .putInt(entry.length)
                .putInt(checksum(ByteBuffer.wrap(entry)))
                .put(entry)
                .array();
    }

    /**
     * Reads entries up to the end or the first that is not whole.
     *
     * @return how many octets behind the last whole entry were left unread
     */
    static long read(Path file, Consumer<Entry> each) throws IOException {
        var octets = ByteBuffer.wrap(Files.readAllBytes(file));
        if (!octets.slice(0, Math.min(octets.limit(), Segment.MAGIC.length)).equals(ByteBuffer.wrap(Segment.MAGIC))) {
            return octets.remaining();
        }
        octets.position(Segment.MAGIC.length);
        for (var entry = next(octets); entry.isPresent(); entry = next(octets)) {
            each.accept(Entry.read(entry.get()));
        }
        return octets.remaining();
    }

    private static Optional<ByteBuffer> next(ByteBuffer octets) {
        if (octets.remaining() < OVERHEAD) {
            return Optional.empty();
        }
        var start = octets.position();
        var length = octets.getInt(start);
        if (length < 1 || length > LONGEST || length > octets.remaining() - OVERHEAD) {
            return Optional.empty();
        }
        var entry = octets.slice(start + OVERHEAD, length);
        if (octets.getInt(start + Integer.BYTES) != checksum(entry.duplicate())) {
            return Optional.empty();
        }
        octets.position(start + OVERHEAD + length);
        return Optional.of(entry);
    }

    private static int checksum(ByteBuffer octets) {
        var sum = new CRC32C();
        sum.update(octets);
        return (int) sum.getValue();
    }

    private Frames() {}
}
