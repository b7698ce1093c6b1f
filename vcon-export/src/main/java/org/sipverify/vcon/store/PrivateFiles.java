package org.sipverify.vcon.store;

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

/** Files and directories that only this user can read, from their first moment on. */
public final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Makes a directory and those above it that are missing; leaves alone what is there. */
    public static Path directory(Path path) throws IOException {
        return Files.isDirectory(path) ? path : Files.createDirectories(path, DIRECTORY);
    }

    /**
     * Writes an empty file that is not there yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it is
     */
    public static void create(Path path) throws IOException {
        FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)
                .close();
    }

    /** Writes a file in place of one that may be there. */
    public static void write(Path path, byte[] bytes) throws IOException {
        try (var channel = written(path)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** An empty file in place of one that may be there, open for reading and writing. */
    public static FileChannel written(Path path) throws IOException {
        var options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        return FileChannel.open(path, options, FILE);
    }

    /** A file that may be there, open for locking. */
    public static FileChannel shared(Path path) throws IOException {
        return FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE);
    }

    private PrivateFiles() {}
}
