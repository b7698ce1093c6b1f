package org.sipverify.formats.pem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final String PASSWORD = "open sesame";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsAPkcs8Key(String algorithm) throws Exception {
        var key = keys(algorithm).getPrivate();

        assertEquals(key, PemFile.privateKey(write("key", text(new JcaPKCS8Generator(key, null))), Optional.empty()));
    }

    @Test
    void readsATraditionalKey() throws Exception {
        var key = keys("RSA").getPrivate();

        assertEquals(key, PemFile.privateKey(write("key", text(key)), Optional.empty()));
    }

    @Test
    void opensAnEncryptedKeyWithTheFirstLineOfThePasswordFile() throws Exception {
        var key = keys("EC").getPrivate();
        var password = write("password", PASSWORD + "\nignored\n");

        assertEquals(key, PemFile.privateKey(write("key", encrypted(key)), Optional.of(password)));
    }

    @Test
    void opensATraditionalEncryptedKey() throws Exception {
        var key = keys("RSA").getPrivate();
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(
                    key,
                    new JcePEMEncryptorBuilder("AES-256-CBC")
                            .setProvider(PROVIDER)
                            .build(PASSWORD.toCharArray()));
        }

        var password = Optional.of(write("password", PASSWORD));
        assertEquals(key, PemFile.privateKey(write("key", text.toString()), password));
    }

    @Test
    void namesTheFileThatIsAtFault() throws Exception {
        var key = write("key", encrypted(keys("EC").getPrivate()));
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

        var read = PemFile.certificates(write("chain", "my chain\n" + text(first) + text(second)));

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
        var context = TrustedCertificates.besidesTheJdks(write("ca.pem", text(certificate("own authority"))));

        assertEquals("TLS", context.getProtocol());
        assertThrows(PemException.class, () -> TrustedCertificates.besidesTheJdks(write("none", "hello")));
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }

    private static Object certificate(String name) throws Exception {
        var keys = keys("EC");
        var principal = new X500Principal("CN=" + name);
        return new JcaX509v3CertificateBuilder(
                        principal,
                        BigInteger.ONE,
                        Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                        Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                        principal,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static String encrypted(PrivateKey key) throws Exception {
        return text(new JcaPKCS8Generator(
                key,
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(PROVIDER)
                        .setPassword(PASSWORD.toCharArray())
                        .build()));
    }

    private static String text(Object object) throws Exception {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(object);
        }
        return text.toString();
    }

    private static KeyPair keys(String algorithm) throws Exception {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }
}
