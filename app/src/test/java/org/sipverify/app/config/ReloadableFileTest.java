package org.sipverify.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.app.ops.Metrics;
import org.sipverify.formats.config.FileTexts;
import org.sipverify.formats.config.Hocon;
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
        var watched = new ReloadableFile<>(new Own(this::readOrFail), LastGood.none(), meters);
        fault = tooDeep ? new StackOverflowError() : new IllegalStateException("a fault");

        Files.writeString(file, "a = 22");
        watched.reloadIfChanged();
        assertEquals(1, watched.get());
        fault = null;
        Files.writeString(file, "a = 333");
        watched.reloadIfChanged();

        assertEquals(333, watched.get());
    }

    private int readOrFail(FileReads texts) {
        if (fault instanceof RuntimeException bug) {
            throw bug;
        }
        if (fault instanceof Error error) {
            throw error;
        }
        return read(texts);
    }

    @Test
    void aMistakeAtTheFirstReadingIsTheCallers() throws Exception {
        Files.writeString(file, "a = {");

        assertThrows(ConfigException.class, this::watch);
    }

    @Test
    void aServerThatStartsWithAMistakeTakesTheLastGoodOne() throws Exception {
        watch().keepCopy();
        Files.writeString(file, "a = {");

        try (var log = new CapturedLog(ReloadableFile.class.getName())) {
            var watched = watch();

            assertEquals(1, watched.get());
            assertTrue(
                    watched.problem().orElseThrow().startsWith(file + ": 1:"),
                    watched.problem().toString());
            assertEquals(1, log.lines().size(), log.lines().toString());
            assertTrue(
                    log.lines().get(0).endsWith("the last good own stays in force"),
                    log.lines().get(0));
        }
    }

    @Test
    void aMistakeThatIsMendedIsNone() throws Exception {
        watch().keepCopy();
        Files.writeString(file, "a = {");
        var watched = watch();

        Files.writeString(file, "a = 4444");
        watched.reloadIfChanged();

        assertEquals(4444, watched.get());
        assertEquals(Optional.empty(), watched.problem());
    }

    @Test
    void aBadFileIsNeverKept() throws Exception {
        var watched = watch();
        watched.keepCopy();
        Files.writeString(file, "a = {");
        watched.reloadIfChanged();

        watched.keepCopy();

        assertEquals(1, watch().get());
    }

    @Test
    void whoWantsMistakesRefusedGetsThem() throws Exception {
        watch().keepCopy();
        Files.writeString(file, "a = {");

        assertThrows(ConfigException.class, () -> new ReloadableFile<>(new Own(this::read), kept().strict(), meters));
    }

    /** A copy may be damaged, or of a version that read the file in another way. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"other\":\"a = 1\"}"})
    void aCopyThatCannotBeReadLeavesTheMistake(String copy) throws Exception {
        watch().keepCopy();
        Files.writeString(directory.resolve("kept/own.json"), copy);
        Files.writeString(file, "a = {");

        var mistake = assertThrows(ConfigException.class, this::watch);

        assertTrue(mistake.getMessage().startsWith(file + ": 1:"), mistake.getMessage());
    }

    @Test
    void copiesAreForThisUserOnly() throws Exception {
        watch().keepCopy();

        var copy = directory.resolve("kept/own.json");

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.getParent())));
    }

    @Test
    void versionsHaveDigestsOfTheirOwn() throws Exception {
        var watched = watch();
        var first = watched.digest();

        Files.writeString(file, "a = 2");
        watched.reload();

        assertTrue(first.matches("[0-9a-f]{12}"), first);
        assertNotEquals(first, watched.digest());
    }

    private ReloadableFile<Integer> watch() {
        return new ReloadableFile<>(new Own(this::read), kept(), meters);
    }

    private LastGood kept() {
        return LastGood.in(directory.resolve("kept"));
    }

    private int read(FileReads texts) {
        reads++;
        return number(texts);
    }

    private int number(FileTexts texts) {
        return Hocon.parse(texts.text(file), file.toString()).getInt("a");
    }

    private final class Own implements FileSource<Integer> {
        private final ToIntFunction<FileReads> reader;

        Own(ToIntFunction<FileReads> reader) {
            this.reader = reader;
        }

        @Override
        public String name() {
            return "own";
        }

        @Override
        public Integer read(FileReads texts) {
            return reader.applyAsInt(texts);
        }

        @Override
        public Integer recall(Kept copy) {
            return number(copy);
        }

        @Override
        public String summary(Integer value) {
            return value + " in all";
        }
    }
}
