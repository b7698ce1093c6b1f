package org.sipverify.vcon.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.file.PrivateFiles;

/**
 * One file of the journal, and the calls begun in it whose vCons are not written yet. Guarded by the journal's lock.
 *
 * <p>The file has its full size from the beginning and is written to through memory: a write to a growing file waits
 * whenever the file system commits, for milliseconds and more, and calls would wait with it. For the same reason
 * nothing is ever written to a page that is on its way to the disk: what is written after a {@link #unsynced} begins a
 * page.
 */
final class Segment {
    static final byte[] MAGIC = "svjrnl2\n".getBytes(US_ASCII);
    static final int PAGE = 4096;
    private static final byte[] ZERO = {0};

    /** A page that was stored into a moment ago takes the next store at once, unless all of the disk is flushed. */
    private static final long READY_FOR = TimeUnit.MILLISECONDS.toNanos(400);

    final Path file;
    final Set<UUID> undone = new HashSet<>();
    private final long size;
    private @Nullable Pages memory;
    private int end;
    private int synced;
    private int readyTo;
    private long readyUntil;

    /** Bytes to force to the disk, which is done without the lock. */
    record Unsynced(Pages memory, int from, int length) {
        void force() {
            memory.force(from, length);
        }
    }

    private Segment(Path file, long size, @Nullable Pages memory) {
        this.file = file;
        this.size = size;
        this.memory = memory;
    }

    /** A new one, all its room on the disk: that takes some milliseconds. */
    static Segment begin(Path file, int size, Pages.Mapper mapper) throws IOException {
        try (var channel = PrivateFiles.replaced(file)) {
            var zeros = ByteBuffer.allocate(size);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            channel.force(true);
            var segment = new Segment(file, size, mapper.map(channel, size));
            segment.put(0, MAGIC);
            segment.end = MAGIC.length;
            return segment;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** One that an earlier run left. */
    static Segment left(Path file) throws IOException {
        return new Segment(file, Files.size(file), null);
    }

    /** Where the next entry goes. */
    int end() {
        return end;
    }

    /** Makes pages ready: where nothing is written yet there are zeros, so another one changes nothing. */
    void prepare(int from, int to) throws IOException {
        for (var at = Math.max(from, end); at < to; at = (at / PAGE + 1) * PAGE) {
            put(at, ZERO);
        }
    }

    /** All pages up to here were made ready, the first of them then. */
    void ready(int to, long since) {
        readyTo = to;
        readyUntil = since + READY_FOR;
    }

    /** Whether an entry can be stored without waiting for its page. */
    boolean isReady(int octets, long now) {
        return hasRoom(octets) && end + octets <= readyTo && readyUntil - now > 0;
    }

    boolean hasRoom(int octets) {
        return memory != null && end + octets <= size;
    }

    /** Whether it is time to think of the next one. */
    boolean isQuarterFull() {
        return end > size / 4;
    }

    /** The length is written last: a process killed in between leaves zeros there, which are not an entry. */
    void append(byte[] frame) throws IOException {
        put(end + Integer.BYTES, frame, Integer.BYTES);
        VarHandle.releaseFence();
        put(end, frame, 0, Integer.BYTES);
        end += frame.length;
    }

    private void put(int at, byte[] octets) throws IOException {
        put(at, octets, 0, octets.length);
    }

    private void put(int at, byte[] octets, int from) throws IOException {
        put(at, octets, from, octets.length - from);
    }

    private void put(int at, byte[] octets, int from, int length) throws IOException {
        try {
            if (memory != null) {
                memory.put(at, octets, from, length);
            }
        } catch (InternalError fault) { // a file system that allots room at the last moment had none
            throw new IOException(file + " cannot be written", fault);
        }
    }

    long size() {
        return size;
    }

    /** What was written since it was last asked for. */
    Optional<Unsynced> unsynced() {
        if (memory == null || end == synced) {
            return Optional.empty();
        }
        var octets = new Unsynced(memory, synced, end - synced);
        end = (int) Math.min(size, (end + PAGE - 1L) / PAGE * PAGE);
        synced = end;
        return Optional.of(octets);
    }

    /** No more is written to it; what is left to force. */
    Optional<Unsynced> finish() {
        var rest = unsynced();
        memory = null;
        return rest;
    }
}
