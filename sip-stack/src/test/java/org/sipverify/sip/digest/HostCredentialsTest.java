package org.sipverify.sip.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.Secret;

/** The list sip.credentials. */
class HostCredentialsTest {
    @TempDir
    private Path home;

    private HostCredentials read(String list) {
        return HostCredentials.from(ConfigSection.of("sip", ConfigFactory.parseString("credentials = " + list), home));
    }

    @Test
    void findsThoseOfAHostWhateverItsCase() throws Exception {
        Files.writeString(home.resolve("secret"), "s3cret\nnot this\n");
        var read = read("[{ host = SBC.example.com, user = a, password-file = secret },"
                + " { host = \"2001:db8::1\", user = b, password = open }]");

        assertEquals(new Credentials("a", new Secret("s3cret")), read.of("sbc.EXAMPLE.com"));
        assertEquals(new Credentials("b", new Secret("open")), read.of("2001:db8::1"));
        assertEquals(Credentials.NONE, read.of("other.example.com"));
        assertFalse(read.toString().contains("s3cret"));
    }

    @ParameterizedTest
    @MethodSource
    void aMistakeIsNamed(String block, String expected) {
        var mistake = assertThrows(ConfigException.class, () -> read("[" + block + "]"));
        assertTrue(String.valueOf(mistake.getMessage()).contains(expected), mistake.getMessage());
    }

    static Stream<Arguments> aMistakeIsNamed() {
        return Stream.of(
                argumentSet("no host", "{ user = a, password = b }", "host"),
                argumentSet("no host name", "{ host = \"a b\", user = a, password = b }", "must be the host"),
                argumentSet("no user", "{ host = h, password = b }", "user"),
                argumentSet("no password", "{ host = h, user = a }", "either password or password-file"),
                argumentSet(
                        "two passwords",
                        "{ host = h, user = a, password = b, password-file = c }",
                        "either password or password-file"),
                argumentSet("no file", "{ host = h, user = a, password-file = nowhere }", "cannot be read"),
                argumentSet("a key that is not known", "{ host = h, user = a, password = b, realm = c }", "realm"),
                argumentSet(
                        "a host twice",
                        "{ host = h, user = a, password = b }, { host = H, user = a, password = b }",
                        "already"));
    }
}
