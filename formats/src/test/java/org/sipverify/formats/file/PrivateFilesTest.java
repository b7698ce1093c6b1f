package org.sipverify.formats.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path directory;

    @Test
    void directoriesAreTheOwnersAlone() throws Exception {
        var made = PrivateFiles.directory(directory.resolve("a/b"));

        assertEquals("rwx------", permissions(made));
        assertEquals("rwxr-x---", permissions(made.getParent()));
    }

    @Test
    void filesAreTheOwnersAlone() throws Exception {
        var file = directory.resolve("file");

        PrivateFiles.write(file, new byte[] {1, 2, 3});
        PrivateFiles.write(file, new byte[] {4});

        assertEquals("rw-------", permissions(file));
        assertArrayEquals(new byte[] {4}, Files.readAllBytes(file));
    }

    @Test
    void filesForTheGroupAreClosedToOthers() throws Exception {
        var made = PrivateFiles.directory(directory.resolve("store/day"), PrivateFiles.Readers.GROUP);
        var file = made.resolve("vcon");

        PrivateFiles.replaced(file, PrivateFiles.Readers.GROUP).close();

        assertEquals("rwxr-x---", permissions(made));
        assertEquals("rw-r-----", permissions(file));
    }

    @Test
    void whatIsThereIsNotCreated() throws Exception {
        var file = directory.resolve("key");

        PrivateFiles.create(file, new byte[] {1});

        assertEquals("rw-------", permissions(file));
        assertThrows(FileAlreadyExistsException.class, () -> PrivateFiles.create(file, new byte[] {2}));
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
    }

    @Test
    void aFileToLockKeepsWhatIsInIt() throws Exception {
        var file = directory.resolve("lock");
        PrivateFiles.write(file, new byte[] {1});

        PrivateFiles.lockable(file).close();

        assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
