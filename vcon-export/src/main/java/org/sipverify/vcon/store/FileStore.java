package org.sipverify.vcon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sipverify.formats.file.PrivateFiles;
import org.sipverify.formats.file.PrivateFiles.Readers;
import org.sipverify.vcon.form.Gzip;

/** Writes files that are there whole or not at all, also after the machine has lost its power. */
public final class FileStore {
    private final Path root;
    private final boolean gzip;

    /** Days whose directories are known to be safe, with those above them. */
    private final Set<Path> days = new HashSet<>();

    /**
     * What to write.
     *
     * @param room a directory beside the days of the others; empty for none
     * @param mayExist whether an earlier run may have written it; to look costs a tenth of the writing
     */
    @SuppressWarnings("ArrayRecordComponent") // written once
    public record Item(String room, UUID uuid, Instant createdAt, byte[] octets, boolean mayExist) {}

    public FileStore(Path directory, boolean gzip) {
        this.root = directory;
        this.gzip = gzip;
    }

    /**
     * Writes all of these and returns when they are on the disk. Waiting for the disk is the expensive part, so it is
     * done for many files together: all are written before the first is forced, which makes the disk write most of the
     * others too, and their directory is forced once, after all files have their names. A file that exists is kept: an
     * earlier run wrote it and stopped before it could note that.
     *
     * @param between is run after each file that was written
     * @return the files, in the order of the items
     */
    public List<Path> write(List<Item> items, Runnable between) throws IOException {
        var drafts = new ArrayList<Draft>();
        try {
            var files = new ArrayList<Path>();
            var made = new HashSet<Path>();
            for (var item : items) {
                var day = new DayPaths(root.resolve(item.room())).day(item.createdAt());
                if (made.add(day)) {
                    PrivateFiles.directory(day, Readers.GROUP);
                }
                var there = item.mayExist() ? DayPaths.find(day, item.uuid()) : Optional.<Path>empty();
                var target = there.orElseGet(() -> DayPaths.file(day, item.uuid(), gzip));
                if (there.isEmpty()) {
                    drafts.add(Draft.write(day, target, gzip ? Gzip.deflated(item.octets()) : item.octets()));
                    between.run();
                }
                files.add(target);
            }
            publish(drafts);
            return files;
        } finally {
            for (var draft : drafts) {
                draft.close();
            }
        }
    }

    private void publish(List<Draft> drafts) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        for (var draft : drafts) {
            draft.force();
            directories.add(draft.publish());
        }
        for (var directory : directories) {
            force(directory);
        }
    }

    /**
     * What names a directory has is safe only when the directory itself is forced, and those above it if they are new.
     */
    private void force(Path day) throws IOException {
        var top = days.contains(day) ? day : root;
        for (var each = day; each != null && each.startsWith(top); each = each.getParent()) {
            try (var channel = FileChannel.open(each, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
        days.add(day);
    }

    /** A file that has not got its name yet. */
    private static final class Draft {
        private final Path day;
        private final Path target;
        private final Path file;
        private final FileChannel channel;
        private boolean published;

        private Draft(Path day, Path target, Path file, FileChannel channel) {
            this.day = day;
            this.target = target;
            this.file = file;
            this.channel = channel;
        }

        static Draft write(Path day, Path target, byte[] octets) throws IOException {
            var file = target.resolveSibling(target.getFileName() + ".tmp");
            var draft = new Draft(day, target, file, PrivateFiles.replaced(file, Readers.GROUP));
            try {
                var buffer = ByteBuffer.wrap(octets);
                while (buffer.hasRemaining()) {
                    draft.channel.write(buffer);
                }
                return draft;
            } catch (IOException e) {
                draft.close();
                throw e;
            }
        }

        void force() throws IOException {
            channel.force(true);
        }

        /** Gives it its name; the directory that has it now. */
        Path publish() throws IOException {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            published = true;
            return day;
        }

        void close() throws IOException {
            channel.close();
            if (!published) {
                Files.deleteIfExists(file);
            }
        }
    }
}
