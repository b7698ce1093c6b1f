package org.sipverify.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.http.Role;

/** Tokens and their file. */
class TokensTest {
    private static final Path FILE = Path.of("/etc/tokens");
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    private Path directory;

    @Test
    void aTokenIsFoundByItsSecretAlone() {
        var secret = Token.newSecret();
        var mine = Token.of("ann", Role.READ, secret);
        var tokens = new Tokens(List.of(Token.of("bob", Role.WATCH, Token.newSecret()), mine));

        assertEquals(mine, tokens.find(secret).orElseThrow());
        assertTrue(tokens.find(secret + "x").isEmpty());
        assertTrue(tokens.find(mine.sha256()).isEmpty());
        assertTrue(tokens.find("").isEmpty());
        assertTrue(secret.matches("svt_[A-Za-z0-9_-]{43}"), secret);
        assertFalse(mine.line().contains(secret));
    }

    @Test
    void theFileHasOneALine() {
        var tokens = Tokens.parse(FILE, "# mine\n\n ann  read\t" + DIGEST + "\r\nbob@example.com watch " + DIGEST);

        assertEquals(
                List.of(new Token("ann", Role.READ, DIGEST), new Token("bob@example.com", Role.WATCH, DIGEST)),
                tokens.all());
        assertEquals("2 tokens", tokens.summary());
    }

    @ParameterizedTest
    @MethodSource
    void aMistakeNamesItsLine(String line, String why) {
        var mistake = assertThrows(
                ConfigException.class, () -> Tokens.parse(FILE, "ann read " + DIGEST + "\n" + line + "\n"));

        assertTrue(mistake.getMessage().startsWith("/etc/tokens: 2: "), mistake.getMessage());
        assertTrue(mistake.getMessage().contains(why), mistake.getMessage());
        assertFalse(mistake.getMessage().contains(DIGEST), mistake.getMessage());
    }

    static Stream<Arguments> aMistakeNamesItsLine() {
        return Stream.of(
                argumentSet("two words", "bob read", "NAME ROLE SHA256"),
                argumentSet("four words", "bob read " + DIGEST + " x", "NAME ROLE SHA256"),
                argumentSet("a role that is none", "bob admin " + DIGEST, "watch, read or operate"),
                argumentSet("the role of nobody", "bob none " + DIGEST, "watch, read or operate"),
                argumentSet("a token itself", "bob read svt_abc", "64 hexadecimal digits"),
                argumentSet("capital digits", "bob read " + DIGEST.toUpperCase(Locale.ROOT), "small letters"),
                argumentSet("a name twice", "ann watch " + DIGEST, "already"),
                argumentSet("a name with a slash", "a/b read " + DIGEST, "1 to 64 letters"),
                argumentSet("a name with an escape", "a\u001bb read " + DIGEST, "1 to 64 letters"),
                argumentSet("a long name", "a".repeat(65) + " read " + DIGEST, "1 to 64 letters"));
    }

    @Test
    void thereIsALimit() {
        var lines = new StringBuilder();
        for (var i = 0; i <= Tokens.MOST; i++) {
            lines.append("n").append(i).append(" read ").append(DIGEST).append('\n');
        }

        var mistake = assertThrows(ConfigException.class, () -> Tokens.parse(FILE, lines.toString()));

        assertTrue(mistake.getMessage().contains("more than 1000"), mistake.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----"})
    void aFileKeepsItsMode(String mode) throws Exception {
        var file = directory.resolve("tokens");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
        Files.writeString(file, "ann read " + DIGEST); // without a line feed
        var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

        new TokensFile(file).add(new Token("bob", Role.WATCH, DIGEST));

        assertEquals("ann read " + DIGEST + "\nbob watch " + DIGEST + "\n", Files.readString(file));
        assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(key, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    @Test
    void aNewFileIsNotForOthers() throws Exception {
        var file = directory.resolve("tokens");

        new TokensFile(file).add(new Token("ann", Role.OPERATE, DIGEST));

        var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        assertTrue(mode.matches("rw-[r-]-----"), mode);
        assertEquals(1, Tokens.parse(file, Files.readString(file)).all().size());
    }

    @Test
    void aNameIsUsedOnce() throws Exception {
        var file = directory.resolve("tokens");
        new TokensFile(file).add(new Token("ann", Role.OPERATE, DIGEST));
        var before = Files.readString(file);

        var mistake = assertThrows(
                ConfigException.class, () -> new TokensFile(file).add(new Token("ann", Role.READ, DIGEST)));

        assertTrue(mistake.getMessage().contains("another name, or delete its line"), mistake.getMessage());
        assertEquals(before, Files.readString(file));
    }

    @Test
    void aFileWithAMistakeIsNotAddedTo() throws Exception {
        var file = Files.writeString(directory.resolve("tokens"), "nonsense\n");

        assertThrows(ConfigException.class, () -> new TokensFile(file).add(new Token("ann", Role.READ, DIGEST)));

        assertEquals("nonsense\n", Files.readString(file));
    }
}
