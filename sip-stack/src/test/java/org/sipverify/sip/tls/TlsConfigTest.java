package org.sipverify.sip.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Issued;
import org.sipverify.testkit.PemFiles;
import org.sipverify.testkit.PemFiles.Form;

/** What an operator writes into {@code sip.tls}, and the files that it names. */
class TlsConfigTest {
    private static final CertificateAuthority CA = new CertificateAuthority("Test CA");
    private static final Issued EC = CA.issue("dns:sip.example");
    private static final Issued RSA = CA.issueRsa("dns:sip.example");

    @TempDir
    private Path directory;

    private PemFiles files;

    @BeforeEach
    void write() {
        files = new PemFiles(directory);
        files.write("good", EC);
        files.write("rsa", RSA);
        files.write("ca.pem", PemFiles.text(CA.certificate()));
        files.write("password", PemFiles.PASSWORD + "\n");
        files.write("wrong", "something else\n");
        files.write("encrypted.key", PemFiles.key(EC.key(), Form.PKCS8_ENCRYPTED));
        files.write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        files.write("empty.pem", "nothing here\n");
    }

    @ParameterizedTest
    @MethodSource
    void takesEveryFormOfKey(Issued issued, Form form) throws Exception {
        files.write("own.pem", PemFiles.text(issued.certificate()) + PemFiles.text(CA.certificate()));
        files.write("own.key", PemFiles.key(issued.key(), form));

        var config = read("cert-file = own.pem, key-file = own.key, key-password-file = password");

        var identity = Identity.read(config.certificates().get(0));
        assertEquals(List.of(issued.certificate(), CA.certificate()), identity.chain());
        assertEquals(issued.key().getAlgorithm(), identity.key().getAlgorithm());
    }

    static Stream<Arguments> takesEveryFormOfKey() {
        return Stream.of(Form.values())
                .flatMap(form -> Stream.of(argumentSet("EC " + form, EC, form), argumentSet("RSA " + form, RSA, form)));
    }

    @Test
    void takesAKeyOfOpensslWithItsParametersInFront() throws Exception {
        var parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        files.write("own.key", parameters + PemFiles.key(EC.key(), Form.TRADITIONAL));

        var config = read("cert-file = good.pem, key-file = own.key");

        assertEquals(
                List.of(EC.certificate()),
                Identity.read(config.certificates().get(0)).chain());
    }

    @Test
    void takesCertificateAndKeyInOneFile() throws Exception {
        files.write("both.pem", PemFiles.key(EC.key(), Form.PKCS8) + PemFiles.text(EC.certificate()));

        var config = read("cert-file = both.pem, key-file = both.pem");

        assertEquals(List.of(directory.resolve("both.pem")), config.files());
    }

    @Test
    void namesEveryFileAndWhenTheCertificatesEnd() throws Exception {
        var config = read("""
                cert-file = good.pem, key-file = good.key, ca-file = ca.pem
                certificates = [{ cert-file = rsa.pem, key-file = rsa.key }]""");

        try (var keys = TlsKeys.load(config)) {
            assertEquals(
                    Stream.of("good.pem", "good.key", "rsa.pem", "rsa.key", "ca.pem")
                            .map(directory::resolve)
                            .toList(),
                    keys.files());
            assertEquals(
                    Map.of(
                            directory.resolve("good.pem"),
                            EC.certificate().getNotAfter().toInstant(),
                            directory.resolve("rsa.pem"),
                            RSA.certificate().getNotAfter().toInstant()),
                    keys.expiries());
        }
    }

    /** Who renews too late is served until he has: refusing to start would only make it worse. */
    @Test
    void takesACertificateThatHasExpired() throws Exception {
        files.write("late", CA.issueExpired("dns:sip.example"));

        assertEquals(5062, read("cert-file = late.pem, key-file = late.key").port());
    }

    @Test
    void readsNothingWhenItIsNotEnabled() {
        assertEquals(Optional.empty(), from("enabled = false, cert-file = none.pem, client-auth = perhaps"));
    }

    @ParameterizedTest
    @MethodSource
    void aMistakeNamesTheLineTheFileAndWhatToDo(String text, String key, String complaint) {
        var refusal = assertThrows(ConfigException.class, () -> read(text));

        assertTrue(refusal.getMessage().contains("sip.tls." + key), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(": 2"), refusal.getMessage());
    }

    static Stream<Arguments> aMistakeNamesTheLineTheFileAndWhatToDo() {
        var good = "cert-file = good.pem, key-file = good.key";
        return Stream.of(
                argumentSet("no certificate", "enabled = true", "cert-file", "name the file"),
                argumentSet("no key", "cert-file = good.pem", "key-file", "name the file"),
                argumentSet("no such file", "cert-file = x.pem, key-file = x", "cert-file", "x.pem: does not exist"),
                argumentSet("no PEM", "cert-file = empty.pem, key-file = x", "cert-file", "has no PEM certificate"),
                argumentSet("broken", "cert-file = broken.pem, key-file = x", "cert-file", "is not a valid PEM file"),
                argumentSet(
                        "no key in it",
                        "cert-file = good.pem, key-file = ca.pem",
                        "key-file",
                        "has no PEM private key"),
                argumentSet("another's key", "cert-file = good.pem, key-file = rsa.key", "key-file", "does not belong"),
                argumentSet(
                        "no pass-phrase",
                        "cert-file = good.pem, key-file = encrypted.key",
                        "key-file",
                        "name a file with its pass-phrase"),
                argumentSet(
                        "a wrong pass-phrase",
                        "cert-file = good.pem, key-file = encrypted.key, key-password-file = wrong",
                        "key-password-file",
                        "does not open the key"),
                argumentSet("no CA in it", good + ", ca-file = empty.pem", "ca-file", "has no PEM certificate"),
                argumentSet("need without CA", good + ", client-auth = need", "client-auth", "sip.tls.ca-file"),
                argumentSet("want without CA", good + ", client-auth = want", "client-auth", "sip.tls.ca-file"),
                argumentSet("no such demand", good + ", client-auth = perhaps", "client-auth", "none, want or need"),
                argumentSet("no port", good + ", port = 0", "port", "1 to 65535"),
                argumentSet("no time", good + ", handshake-timeout = 0", "handshake-timeout", "1 ms to 10 minutes"),
                argumentSet(
                        "in the second one",
                        good + ", certificates = [{ cert-file = good.pem, key-file = rsa.key }]",
                        "certificates[0].key-file",
                        "rsa.key: the key does not belong"));
    }

    @Test
    void aMistakeOnReloadLeavesTheLastGoodOnes() throws Exception {
        try (var keys = TlsKeys.load(read("cert-file = good.pem, key-file = good.key"))) {
            var before = keys.expiries();
            Files.writeString(directory.resolve("good.pem"), "nothing");

            var refusal = assertThrows(TlsFileException.class, keys::reload);

            assertTrue(refusal.getMessage().endsWith("good.pem: has no PEM certificate"), refusal.getMessage());
            assertEquals(before, keys.expiries());
        }
    }

    private TlsConfig read(String text) {
        return from(text).orElseThrow();
    }

    private Optional<TlsConfig> from(String text) {
        try {
            var file =
                    Files.writeString(directory.resolve("own.conf"), "\nenabled = true, " + text.replace("\n", ", "));
            var config = ConfigFactory.parseFile(file.toFile())
                    .withFallback(ConfigFactory.parseResources("reference.conf").getConfig("sip.tls"));
            return TlsConfig.from(ConfigSection.of("sip.tls", config, directory));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
