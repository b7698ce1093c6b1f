package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.app.ops.Metrics;
import org.sipverify.testkit.CapturedLog;

class ReloadableFileTest {
    @TempDir
    private Path directory;

    private final Metrics meters = new Metrics();
    private Path file;
    private int reads;
    private Throwable fault;

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
    void theLogSaysWhatIsInForce() {
        try (var log = new CapturedLog(ReloadableFile.class.getName())) {
            watch().reload();

            assertEquals(List.of("INFO own " + file + " is in force: 1 in all"), log.lines());
        }
    }

    @Test
    void aFileThatStaysBadIsToldOnce() throws Exception {
        var watched = watch();
        Files.writeString(file, "a = {");

        try (var log = new CapturedLog(ReloadableFile.class.getName())) {
            for (var i = 0; i < 10; i++) {
                watched.reloadIfChanged();
            }

            assertEquals(1, log.lines().size(), log.lines().toString());
        }
    }

    /** A file that its reader stumbles over, or that is nested too deeply, does not end the watch of the others. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFaultOfTheReaderKeepsTheLastGoodOne(boolean tooDeep) throws Exception {
        var watched = new ReloadableFile<>("own", file, this::readOrFail, String::valueOf, meters);
        fault = tooDeep ? new StackOverflowError() : new IllegalStateException("a fault");

        Files.writeString(file, "a = 22");
        watched.reloadIfChanged();
        assertEquals(1, watched.get());
        fault = null;
        Files.writeString(file, "a = 333");
        watched.reloadIfChanged();

        assertEquals(333, watched.get());
    }

    private int readOrFail(Path path) {
        if (fault instanceof RuntimeException bug) {
            throw bug;
        }
        if (fault instanceof Error error) {
            throw error;
        }
        return read(path);
    }

    @Test
    void aMistakeAtTheFirstReadingIsTheCallers() throws Exception {
        Files.writeString(file, "a = {");

        assertThrows(ConfigException.class, this::watch);
    }

    private ReloadableFile<Integer> watch() {
        return new ReloadableFile<>("own", file, this::read, value -> value + " in all", meters);
    }

    private int read(Path path) {
        reads++;
        return ConfigFactory.parseFile(path.toFile()).getInt("a");
    }
}
