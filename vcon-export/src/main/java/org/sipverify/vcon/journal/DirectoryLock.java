package org.sipverify.vcon.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.file.IoFailure;
import org.sipverify.formats.file.PrivateFiles;

/** Keeps other processes out of a directory. */
final class DirectoryLock {
    private final Path directory;
    private @Nullable FileChannel held;

    DirectoryLock(Path directory) {
        this.directory = directory;
    }

    boolean isTaken() {
        return held != null;
    }

    /** @throws JournalInUseException when another process has it */
    void take() throws IOException {
        var channel = PrivateFiles.lockable(directory.resolve("lock"));
        try {
            if (channel.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            held = channel;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new JournalInUseException(directory + " belongs to another process");
        }
    }

    void release() {
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            LogManager.getLogger().warn("cannot release the lock of {}: {}", directory, IoFailure.text(e));
        }
        held = null;
    }
}
