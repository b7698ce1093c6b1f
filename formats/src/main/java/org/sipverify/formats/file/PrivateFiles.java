package org.sipverify.formats.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that others cannot read, from their creation on: only this user, or its group as well. */
public final class PrivateFiles {
    /** Who can read. The process's umask can restrict this, but not extend it. */
    public enum Readers {
        /** Files 0600, directories 0700. */
        OWNER("rw-------", "rwx------"),
        /** Files 0640, directories 0750. */
        GROUP("rw-r-----", "rwxr-x---");

        private final String file;
        private final String directory;

        Readers(String file, String directory) {
            this.file = file;
            this.directory = directory;
        }

        private FileAttribute<Set<PosixFilePermission>> ofFile() {
            return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(file));
        }

        private FileAttribute<Set<PosixFilePermission>> ofDirectory() {
            return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(directory));
        }
    }

    private PrivateFiles() {}

    /** Creates a directory for this user only; see {@link #directory(Path, Readers)}. */
    public static Path directory(Path path) throws IOException {
        return directory(path, Readers.OWNER);
    }

    /**
     * Creates a directory unless it exists. Missing parents are created for the group, which may have other directories
     * to read there.
     */
    public static Path directory(Path path, Readers readers) throws IOException {
        if (Files.isDirectory(path)) {
            return path;
        }
        var parent = path.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectories(parent, Readers.GROUP.ofDirectory());
        }
        return Files.createDirectories(path, readers.ofDirectory());
    }

    /** Writes a file, replacing an existing one. */
    public static void write(Path path, byte[] bytes) throws IOException {
        try (var channel = replaced(path)) {
            writeAll(channel, bytes);
        }
    }

    /**
     * Writes a file that does not exist yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it exists
     */
    public static void create(Path path, byte[] bytes) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(path, options, Readers.OWNER.ofFile())) {
            writeAll(channel, bytes);
        }
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** An empty file for this user only, replacing an existing one, open for reading and writing. */
    public static FileChannel replaced(Path path) throws IOException {
        return replaced(path, Readers.OWNER);
    }

    /** An empty file, replacing an existing one, open for reading and writing. */
    public static FileChannel replaced(Path path, Readers readers) throws IOException {
        var options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        return FileChannel.open(path, options, readers.ofFile());
    }

    /** A file that may already exist, open for locking. */
    public static FileChannel lockable(Path path) throws IOException {
        return FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Readers.OWNER.ofFile());
    }
}
