package org.sipverify.formats.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoconFileTest {
    @TempDir
    Path directory;

    @BeforeEach
    void writeWhatIsIncluded() throws Exception {
        write("part.conf", "b = 2");
        write("outer.conf", "include \"part.conf\"");
        write("other.json", "{ \"b\": 2 }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include \"part.conf\"",
                "include \"part\"",
                "include \"other\"",
                "include required(\"part.conf\")",
                "include file(\"HERE/part.conf\")",
                "include file(\"HERE/part\")",
                "include \"HERE/part.conf\"",
                "include \"outer.conf\""
            })
    void takesIncludesIn(String include) throws Exception {
        var file = HoconFile.read(write("root.conf", "a = 1\n" + include.replace("HERE", directory.toString())));

        assertEquals(1, file.resolved().getInt("a"));
        assertEquals(2, file.resolved().getInt("b"));
        assertEquals(List.of(), file.missingIncludes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include \"gone.conf\"",
                "include \"gone\"",
                "include file(\"gone.conf\")",
                "x { include \"gone.conf\" }"
            })
    void namesAnIncludeThatDoesNotExist(String include) throws Exception {
        var root = write("root.conf", "a = 1\n" + include);

        var missing = HoconFile.read(root).missingIncludes();

        assertEquals(1, missing.size(), missing.toString());
        assertTrue(missing.get(0).startsWith(root + ": include \"gone"), missing.get(0));
    }

    @Test
    void namesAnIncludeOfAnIncludeThatDoesNotExist() throws Exception {
        write("outer.conf", "include \"gone.conf\"");

        assertEquals(
                1,
                HoconFile.read(write("root.conf", "include \"outer.conf\""))
                        .missingIncludes()
                        .size());
    }

    @Test
    void looksThroughWhatIsIncluded() throws Exception {
        write("part.conf", "ok = 1\nlist = []x");
        var root = write("root.conf", "include \"outer.conf\"");

        var mistake = assertThrows(ConfigException.class, () -> HoconFile.read(root));

        assertTrue(mistake.getMessage().contains("part.conf: 2: x follows"), mistake.getMessage());
    }

    @Test
    void looksThroughTheSubstitutionsOfWhatIsIncluded() throws Exception {
        write("part.conf", "text = x\nlist = [] ${text}");
        var file = HoconFile.read(write("root.conf", "include \"part.conf\""));

        assertThrows(ConfigException.class, file::resolved);
    }

    @Test
    void saysWithoutTheNameOfAClassThatAFileCannotBeRead() {
        for (var file : List.of(directory.resolve("gone.conf").toFile(), directory.toFile())) {
            var mistake = assertThrows(ConfigException.class, () -> HoconFile.read(file));

            assertTrue(mistake.getMessage().startsWith(file + ": "), mistake.getMessage());
            assertTrue(mistake.getMessage().matches("(?s).*: (there is no such file|is a directory, not a file)"));
        }
    }

    private File write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text).toFile();
    }
}
