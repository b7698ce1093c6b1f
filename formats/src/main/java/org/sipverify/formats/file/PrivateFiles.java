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

/** Files and directories that others cannot read, from their first moment on: only this user, or its group too. */
public final class PrivateFiles {
    /** Who can read. The process's umask can take away from it, and not add to it. */
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

    /** Makes a directory for this user alone; see {@link #directory(Path, Readers)}. */
    public static Path directory(Path path) throws IOException {
        return directory(path, Readers.OWNER);
    }

    /**
     * Makes a directory unless it exists. The missing ones above it are made for the group, which may have other
     * directories to read there.
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

    /** Writes a file in place of one that may be there. */
    public static void write(Path path, byte[] bytes) throws IOException {
        try (var channel = replaced(path)) {
            writeAll(channel, bytes);
        }
    }

    /**
     * Writes a file that is not there yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it is
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

    /** An empty file for this user alone, in place of one that may be there, open for reading and writing. */
    public static FileChannel replaced(Path path) throws IOException {
        return replaced(path, Readers.OWNER);
    }

    /** An empty file in place of one that may be there, open for reading and writing. */
    public static FileChannel replaced(Path path, Readers readers) throws IOException {
        var options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        return FileChannel.open(path, options, readers.ofFile());
    }

    /** A file that may be there, open for locking. */
    public static FileChannel lockable(Path path) throws IOException {
        return FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Readers.OWNER.ofFile());
    }
}
