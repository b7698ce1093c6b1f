package org.sipverify.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.Ran;

/** {@code sip-verify token}. */
class TokenCommandTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(directory.resolve("own.conf"), "http.port = 8099\n");
    }

    private Ran token(String... words) {
        var all = new String[words.length + 3];
        all[0] = "token";
        all[1] = "--config";
        all[2] = file.toString();
        System.arraycopy(words, 0, all, 3, words.length);
        return Ran.command(all);
    }

    @Test
    void itShowsTheTokenOnceAndKeepsItsDigest() throws Exception {
        var ran = token("ann@example.net", "--role", "read");

        assertEquals(0, ran.code(), ran.err());
        var lines = ran.out().lines().toList();
        var tokens = directory.resolve("http-tokens");
        assertTrue(lines.get(0).matches("token  svt_[A-Za-z0-9_-]{43}"), ran.out());
        assertEquals("open   http://127.0.0.1:8099/", lines.get(1));
        assertTrue(lines.get(2).contains(tokens.toString()), ran.out());
        var kept = Files.readString(tokens);
        assertTrue(kept.matches("(?s)(#[^\n]*\n)*ann@example.net read [0-9a-f]{64}\n"), kept);
        assertFalse(kept.contains(lines.get(0).substring(7)), kept);
    }

    @Test
    void aNameIsUsedOnce() {
        assertEquals(0, token("ann", "--role", "read").code());

        var again = token("ann", "--role", "operate");

        assertEquals(2, again.code());
        assertTrue(again.err().contains("has a token named ann"), again.err());
    }

    @Test
    void whatIsNoRoleOrNameIsAMistake() {
        var role = token("ann", "--role", "admin");
        var name = token("a b", "--role", "read");
        var none = token("ann");

        assertEquals(2, role.code());
        assertTrue(role.err().contains("watch, read or operate, not admin"), role.err());
        assertEquals(2, name.code());
        assertTrue(name.err().contains("NAME: "), name.err());
        assertEquals(2, none.code());
        assertTrue(none.err().contains("--role"), none.err());
        assertFalse(Files.exists(directory.resolve("http-tokens")));
    }

    @Test
    void whereThereIsNoApiThereAreNoTokens() {
        assertTrue(token("ann", "--role", "read", "-Dhttp.port=0").err().contains("http.port is 0"));
        assertTrue(token("ann", "--role", "read", "-Dhttp.api=false").err().contains("http.api is false"));
        assertTrue(token("ann", "--role", "read", "-Dhttp.tokens-file=").err().contains("http.tokens-file is empty"));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() {
        var ran = token("ann", "--role", "read", "-Dhttp.tokens-file=none/tokens");

        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("none/tokens: does not exist"), ran.err());
    }
}
