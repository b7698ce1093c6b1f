package org.sipverify.verifier.pinned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.verifier.Samples.DEST;
import static org.sipverify.verifier.Samples.EVD;
import static org.sipverify.verifier.Samples.IAT;
import static org.sipverify.verifier.Samples.KID;
import static org.sipverify.verifier.Samples.ORIG;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.verifier.Samples;
import org.sipverify.verifier.pinned.PassportSigner.Claims;

class PassportSignerTest {
    private static final Claims CLAIMS =
            new Claims(KID, ORIG, DEST, EVD, Instant.ofEpochSecond(IAT), Instant.ofEpochSecond(IAT + 15));

    @TempDir
    Path directory;

    private final PassportSigner signer = PassportSigner.generate();

    @Test
    void makesATokenThatIsReadBack() throws Exception {
        var identity = PassportSigner.identityHeader(signer.sign(CLAIMS), KID);

        var credentials = Samples.read("Identity:" + identity).orElseThrow();

        assertEquals(KID, credentials.kid());
        assertEquals(EVD, credentials.evd());
        assertEquals(IAT, credentials.iat());
        assertEquals(OptionalLong.of(IAT + 15), credentials.exp());
        assertEquals("15551234567", credentials.passport().orig().orElseThrow());
        assertTrue(SignerKey.parse(signer.publicKey()).orElseThrow().signed(credentials.passport()));
    }

    @Test
    void makesAVvpIdentityThatMatches() throws Exception {
        var jwt = signer.sign(CLAIMS);

        assertEquals(
                Samples.read("P-VVP-Passport:" + jwt),
                Samples.read("P-VVP-Passport:" + jwt, "P-VVP-Identity:" + PassportSigner.vvpIdentityHeader(CLAIMS)));
    }

    @Test
    void keepsItsKeyInAFileOfTheOwnersOnly() throws Exception {
        var file = directory.resolve("signer.pem");

        signer.write(file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(signer.publicKey(), PassportSigner.read(file).publicKey());
        assertThrows(FileAlreadyExistsException.class, () -> signer.write(file));
    }

    @Test
    void readsWhatOpensslWrites() throws Exception {
        var file = Files.writeString(directory.resolve("k.pem"), """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
                -----END PRIVATE KEY-----
                """);

        // RFC 8032 section 7.1, test 1
        assertEquals(
                "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                PassportSigner.read(file).publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----"
            })
    void refusesOtherFiles(String text) throws Exception {
        var file = Files.writeString(directory.resolve("k.pem"), text);

        assertThrows(IOException.class, () -> PassportSigner.read(file));
    }
}
