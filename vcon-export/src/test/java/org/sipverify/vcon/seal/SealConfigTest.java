package org.sipverify.vcon.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.PemFiles;
import org.sipverify.testkit.PemFiles.Form;

class SealConfigTest {
    private static final CertificateAuthority CA = new CertificateAuthority("our CA");

    @TempDir
    static Path home;

    @BeforeAll
    static void files() throws Exception {
        var files = new PemFiles(home);
        var rsa = CA.issueTo("signer", "RSA");
        files.write("rsa.pem", PemFiles.text(rsa.certificate(), CA.certificate()));
        files.write("rsa.key", PemFiles.key(rsa.key(), Form.PKCS8));
        files.write("backwards.pem", PemFiles.text(CA.certificate(), rsa.certificate()));
        var ec = CA.issueTo("signer", "P-256");
        files.write("ec.pem", PemFiles.text(ec.certificate()));
        files.write("ec.key", PemFiles.key(ec.key(), Form.PKCS8));
        files.write("other.key", PemFiles.key(CA.issueTo("other", "RSA").key(), Form.PKCS8));
        files.write("p384.key", PemFiles.key(CA.issueTo("other", "P-384").key(), Form.PKCS8));
        var old = CA.issueTo("old", "RSA", Instant.now().minus(Duration.ofDays(1)));
        files.write("old.pem", PemFiles.text(old.certificate()));
        files.write("old.key", PemFiles.key(old.key(), Form.PKCS8));
        var weak = CA.issueTo("weak", "RSA-1024");
        files.write("weak.pem", PemFiles.text(weak.certificate()));
        files.write("weak.key", PemFiles.key(weak.key(), Form.PKCS8));
        Files.writeString(
                home.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    }

    @Test
    void nothingIsSealedByDefault() {
        var config = read("");

        assertEquals(Optional.empty(), config.signing());
        assertFalse(config.encrypts());
        assertSame(Sealed.VCON, new Sealer(config).seal(Sealed.ID, Sealed.VCON));
    }

    @Test
    void aSignedConfigurationSignsAndTellsWhenItEnds() throws Exception {
        var seal = new Sealer(read("sign { cert-file = rsa.pem, key-file = rsa.key }"));

        var verified = Signature.verify(seal.seal(Sealed.ID, Sealed.VCON), Trust.none(), Instant.now());

        assertEquals("RS256", verified.algorithm());
        assertTrue(seal.expires().orElseThrow().isAfter(Instant.now()));
    }

    @ParameterizedTest
    @MethodSource
    void mistakesNameTheLine(String settings, String message) {
        var refused = assertThrows(ConfigException.class, () -> read(settings));

        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertTrue(refused.getMessage().contains("test.conf: 1"), refused.getMessage());
    }

    static Stream<Arguments> mistakesNameTheLine() {
        return Stream.of(
                argumentSet("a certificate alone", "sign.cert-file = rsa.pem", "go together"),
                argumentSet("no such file", sign("none.pem", "rsa.key"), "none.pem: does not exist"),
                argumentSet("a key instead of a certificate", sign("rsa.key", "rsa.key"), "no PEM certificate"),
                argumentSet("a certificate instead of a key", sign("rsa.pem", "rsa.pem"), "no PEM private key"),
                argumentSet("garbage", sign("garbage.pem", "rsa.key"), "is not a valid PEM file"),
                argumentSet("another's key", sign("rsa.pem", "other.key"), "not the one of the certificate"),
                argumentSet("a chain in the wrong order", sign("backwards.pem", "rsa.key"), "did not issue"),
                argumentSet("expired", sign("old.pem", "old.key"), "expired on"),
                argumentSet("a weak key", sign("weak.pem", "weak.key"), "2048"),
                argumentSet("an EC key for RS256", sign("ec.pem", "ec.key"), "RS256 needs an RSA key"),
                argumentSet(
                        "another curve",
                        "sign { cert-file = ec.pem, key-file = p384.key, algorithm = ES256 }",
                        "on the curve P-256"),
                argumentSet(
                        "an algorithm nobody named",
                        "sign.algorithm = HS256",
                        "vcon.seal.sign.algorithm: must be RS256 or ES256, not \"HS256\""),
                argumentSet("a form", "encrypt.form = compact", "vcon.seal.encrypt.form: must be rfc, not \"compact\""),
                argumentSet(
                        "a form of earlier versions",
                        "sign.form = draft",
                        "vcon.seal.sign.form: draft is no longer written"),
                argumentSet("the same for encryption", "encrypt.form = DRAFT", "use rfc, or remove the line"),
                argumentSet("an EC recipient", "encrypt.recipients = [ec.pem]", "needs an RSA key"),
                argumentSet(
                        "an expired recipient", "encrypt.recipients = [old.pem]", "old.pem: the certificate expired"));
    }

    /** The forms OpenSSL writes keys in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs8 -topk8 -nocrypt -in rsa.key",
                "rsa -traditional -in rsa.key",
                "ec -in ec.key",
                "pkcs8 -topk8 -v2 aes-256-cbc -passout file:phrase -in rsa.key",
                "pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA512 -passout file:phrase -in ec.key",
                "rsa -traditional -aes256 -passout file:phrase -in rsa.key",
                "ec -aes128 -passout file:phrase -in ec.key"
            })
    void keysOfEveryFormAreRead(String openssl) throws Exception {
        Files.writeString(home.resolve("phrase"), "open sesame\n");
        var command = Stream.concat(Stream.of("openssl"), Stream.of(openssl.split(" ")));
        var process = new ProcessBuilder(
                        Stream.concat(command, Stream.of("-out", "made.key")).toList())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("openssl.log").toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> "openssl failed");
        var ec = openssl.contains("ec.key");

        var config = read("sign { cert-file = " + (ec ? "ec.pem" : "rsa.pem") + ", key-file = made.key,"
                + " key-password-file = phrase, algorithm = " + (ec ? "ES256" : "RS256") + " }");

        assertTrue(config.signing().isPresent());
    }

    @Test
    void aWrongPassPhraseIsNamedAsSuch() throws Exception {
        keysOfEveryFormAreRead("rsa -traditional -aes256 -passout file:phrase -in rsa.key");
        Files.writeString(home.resolve("wrong"), "open barley\n");

        var wrong = assertThrows(
                ConfigException.class,
                () -> read("sign { cert-file = rsa.pem, key-file = made.key, key-password-file = wrong }"));
        var none = assertThrows(ConfigException.class, () -> read("sign { cert-file = rsa.pem, key-file = made.key }"));

        assertTrue(wrong.getMessage().contains("does not open the key"), wrong.getMessage());
        assertFalse(wrong.getMessage().contains("barley"));
        assertTrue(none.getMessage().contains("name a file with its passphrase"), none.getMessage());
    }

    private static String sign(String certificate, String key) {
        return "sign { cert-file = " + certificate + ", key-file = " + key + " }";
    }

    private static SealConfig read(String settings) {
        var own = ConfigFactory.parseString(
                settings, com.typesafe.config.ConfigParseOptions.defaults().setOriginDescription("test.conf"));
        var defaults = ConfigFactory.parseResources(SealConfig.class.getClassLoader(), "reference.conf");
        return SealConfig.from(ConfigSection.of(
                "vcon.seal", own.withFallback(defaults.getConfig("vcon.seal")).resolve(), home));
    }
}
