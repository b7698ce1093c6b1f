package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
    @TempDir
    private Path directory;

    private final Meters meters = new Meters();
    private Path file;
    private int reads;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("own.conf"), "a = 1");
    }

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void isReadAnewWhenItChanges() throws Exception {
        var watched = watch();

        Files.writeString(file, "a = 22");
        watched.reloadIfChanged();

        assertEquals(22, watched.get());
    }

    @Test
    void isReadAnewWhenAnotherFileTakesItsPlace() throws Exception {
        var watched = watch();
        var modified = Files.getLastModifiedTime(file);

        var other = Files.writeString(directory.resolve("other"), "a = 2");
        Files.setLastModifiedTime(other, modified);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        watched.reloadIfChanged();

        assertEquals(2, watched.get());
    }

    @Test
    void isLeftAloneWhenItDoesNotChange() {
        var watched = watch();

        watched.reloadIfChanged();

        assertEquals(1, reads);
    }

    @Test
    void theLastGoodOneStaysInForce() throws Exception {
        var watched = watch();

        Files.writeString(file, "a = {");
        watched.reloadIfChanged();
        assertEquals(1, watched.get());
        Files.delete(file);
        watched.reloadIfChanged();
        assertEquals(1, watched.get());
        Files.writeString(file, "a = 333");
        watched.reloadIfChanged();

        assertEquals(333, watched.get());
    }

    @Test
    void aMistakeAtTheFirstReadingIsTheCallers() throws Exception {
        Files.writeString(file, "a = {");

        assertThrows(ConfigException.class, this::watch);
    }

    private WatchedFile<Integer> watch() {
        return new WatchedFile<>("own", file, this::read, meters);
    }

    private int read(Path path) {
        reads++;
        return ConfigFactory.parseFile(path.toFile()).getInt("a");
    }
}
