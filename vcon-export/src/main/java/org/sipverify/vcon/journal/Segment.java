package org.sipverify.vcon.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.store.PrivateFiles;

/**
 * One file of the journal, and the calls begun in it whose vCons are not written yet. Guarded by the journal's lock.
 * What is synced or closed is asked for under the lock and done outside of it.
 */
final class Segment {
    static final byte[] MAGIC = "svjrnl1\n".getBytes(US_ASCII);

    final Path file;
    final Set<UUID> undone = new HashSet<>();
    private @Nullable RandomAccessFile out;
    private long length;
    private boolean dirty;

    private Segment(Path file, @Nullable RandomAccessFile out, long length) {
        this.file = file;
        this.out = out;
        this.length = length;
    }

    /** Not a channel: the thread that writes may be interrupted by a CANCEL, and that would close a channel. */
    static Segment begin(Path file) throws IOException {
        var out = new RandomAccessFile(PrivateFiles.file(file).toFile(), "rw");
        var segment = new Segment(file, out, 0);
        segment.append(MAGIC);
        return segment;
    }

    /** One that an earlier run left. */
    static Segment left(Path file) throws IOException {
        return new Segment(file, null, Files.size(file));
    }

    void append(byte[] octets) throws IOException {
        if (out == null) {
            throw new IOException(file + " is closed");
        }
        out.write(octets);
        length += octets.length;
        dirty = true;
    }

    /** Takes back what a failed append may have left: behind it nothing more would be read. */
    void takeBack() {
        try {
            if (out != null) {
                out.setLength(length);
            }
        } catch (IOException e) {
            length += Frames.OVERHEAD; // a torn end stays; nothing is appended behind it
        }
    }

    void cut(long octets) throws IOException {
        length -= octets;
        try (var file = new RandomAccessFile(this.file.toFile(), "rw")) {
            file.setLength(length);
        }
    }

    long length() {
        return length;
    }

    /** The file to force to the disk, if anything was written since it was last asked for. */
    @Nullable
    RandomAccessFile unsynced() {
        var file = dirty ? out : null;
        dirty = false;
        return file;
    }

    /** No more is written to it. The file to close, once it is synced. */
    @Nullable
    RandomAccessFile finish() {
        var file = out;
        out = null;
        dirty = false;
        return file;
    }
}
