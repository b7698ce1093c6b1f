package org.sipverify.verifier.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.verifier.Samples.config;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.formats.config.Secret;

class ApiKeyTest {
    @TempDir
    Path directory;

    @Test
    void isInTheConfiguration() {
        assertEquals(new ApiKey(new Secret("k-1"), Optional.empty()), key("api-key = k-1"));
    }

    @Test
    void isAbsent() {
        assertEquals(ApiKey.NONE, key(""));
    }

    @Test
    void isTheFirstLineOfAFile() throws Exception {
        var file = file("  k-2 \r\nissued for this machine\n");

        assertEquals(new ApiKey(new Secret("k-2"), Optional.of(file)), key("api-key-file = \"" + file + "\""));
    }

    @Test
    void isNotInBoth() throws Exception {
        var file = file("k-2");

        var mistake = mistake("api-key = k-1\napi-key-file = \"" + file + "\"");

        assertTrue(mistake.contains("set either api-key or api-key-file, not both"), mistake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\nhush", "hush hush", "h\u00fcsh", "hu\u0000sh"})
    void aFileWithoutAKeyIsAMistakeThatDoesNotRevealIt(String content) throws Exception {
        var mistake = mistake("api-key-file = \"" + file(content) + "\"");

        assertTrue(mistake.contains("verifier.api-key-file: must be"), mistake);
        assertFalse(mistake.contains("hush") || mistake.contains("sh\""), mistake);
    }

    @Test
    void aKeyHasALimit() throws Exception {
        key("api-key-file = \"" + file("k".repeat(8000)) + "\"");

        assertTrue(mistake("api-key-file = \"" + file("k".repeat(8001)) + "\"").contains("at most 8000"));
    }

    @Test
    void aMissingFileIsNamed() {
        var mistake = mistake("api-key-file = \"/nowhere/verifier.key\"");

        assertTrue(mistake.contains("/nowhere/verifier.key: does not exist"), mistake);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("verifier.key"), content);
    }

    private static ApiKey key(String setting) {
        return config("url = \"http://v.example\"\n" + setting)
                .http()
                .orElseThrow()
                .apiKey();
    }

    private static String mistake(String setting) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> key(setting)).getMessage());
    }
}
