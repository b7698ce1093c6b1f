package org.sipverify.formats.pem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.PemFiles;
import org.sipverify.testkit.PemFiles.Form;

class PemFileTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsAPkcs8Key(String algorithm) throws Exception {
        var key = keys(algorithm).getPrivate();

        assertEquals(key, PemFile.privateKey(write("key", PemFiles.key(key, Form.PKCS8)), Optional.empty()));
    }

    @Test
    void readsATraditionalKey() throws Exception {
        var key = keys("RSA").getPrivate();

        assertEquals(key, PemFile.privateKey(write("key", PemFiles.key(key, Form.TRADITIONAL)), Optional.empty()));
    }

    @Test
    void opensAnEncryptedKeyWithTheFirstLineOfThePasswordFile() throws Exception {
        var key = keys("EC").getPrivate();
        var password = write("password", PemFiles.PASSWORD + "\nignored\n");

        assertEquals(
                key, PemFile.privateKey(write("key", PemFiles.key(key, Form.PKCS8_ENCRYPTED)), Optional.of(password)));
    }

    @Test
    void opensATraditionalEncryptedKey() throws Exception {
        var key = keys("RSA").getPrivate();
        var password = Optional.of(write("password", PemFiles.PASSWORD));
        assertEquals(key, PemFile.privateKey(write("key", PemFiles.key(key, Form.TRADITIONAL_ENCRYPTED)), password));
    }

    @Test
    void namesTheFileThatIsAtFault() throws Exception {
        var key = write("key", PemFiles.key(keys("EC").getPrivate(), Form.PKCS8_ENCRYPTED));
        var wrong = write("password", "wrong");

        assertEquals(
                wrong,
                assertThrows(PemException.class, () -> PemFile.privateKey(key, Optional.of(wrong)))
                        .file());
        var mistake = assertThrows(PemException.class, () -> PemFile.privateKey(key, Optional.empty()));
        assertEquals(key, mistake.file());
        assertTrue(mistake.what().contains("encrypted"), mistake.what());
        assertEquals(key + ": " + mistake.what(), mistake.getMessage());
    }

    @Test
    void readsEveryCertificateInTheOrderOfTheFile() throws Exception {
        var first = certificate("first");
        var second = certificate("second");

        var read = PemFile.certificates(write("chain", "my chain\n" + PemFiles.text(first) + PemFiles.text(second)));

        assertEquals(
                List.of("CN=first", "CN=second"),
                read.stream().map(it -> it.getSubjectX500Principal().toString()).toList());
    }

    @Test
    void saysWhatIsWrongWithoutTheNameOfAClass() throws Exception {
        assertWrong("does not exist", directory.resolve("nowhere"));
        assertWrong("has no PEM certificate", write("none", "hello"));
        assertWrong(
                "not a valid PEM file",
                write("broken", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
        assertWrong("cannot be read", directory);
        assertEquals(
                "has no PEM private key",
                assertThrows(PemException.class, () -> PemFile.privateKey(write("key", "hello"), Optional.empty()))
                        .what());
    }

    private static void assertWrong(String said, Path file) {
        var mistake = assertThrows(PemException.class, () -> PemFile.certificates(file));
        assertTrue(mistake.what().contains(said), mistake.what());
        assertTrue(!mistake.getMessage().contains("Exception"), mistake.getMessage());
    }

    @Test
    void aFileIsTrustedBesidesTheJdksAuthorities() throws Exception {
        var context = TrustedCertificates.besidesTheJdks(write("ca.pem", PemFiles.text(certificate("own authority"))));

        assertEquals("TLS", context.getProtocol());
        assertThrows(PemException.class, () -> TrustedCertificates.besidesTheJdks(write("none", "hello")));
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }

    private static X509Certificate certificate(String name) {
        return new CertificateAuthority(name).certificate();
    }

    private static KeyPair keys(String algorithm) throws Exception {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }
}
