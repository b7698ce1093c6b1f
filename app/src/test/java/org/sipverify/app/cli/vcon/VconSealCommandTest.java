package org.sipverify.app.cli.vcon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObjectJSON;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.UnprotectedHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.Ran;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Issued;
import org.sipverify.testkit.PemFiles;

class VconSealCommandTest {
    private static final String UUID = "01a1f86a-a0e0-8001-ab7f-8b4ea1b84909";
    private static final String VCON =
            "{\"uuid\":\"" + UUID + "\",\"created_at\":\"2026-11-20T10:05:00Z\",\"parties\":[]}";

    private static final CertificateAuthority HOUSE = new CertificateAuthority("house", "RSA");
    private static final Map<String, Issued> ISSUED = Map.of(
            "house", HOUSE.itself(),
            "stranger", new CertificateAuthority("stranger", "RSA").itself(),
            "one", HOUSE.issueTo("one", "RSA"),
            "two", HOUSE.issueTo("two", "EC"));

    @TempDir
    private static Path directory;

    private static PemFiles files;

    @TempDir
    private Path own;

    private String out;
    private String err;

    @BeforeAll
    static void make() {
        files = new PemFiles(directory);
        ISSUED.forEach(files::write);
    }

    @ParameterizedTest
    @MethodSource
    void aSignatureOfTheHouseHolds(String signer, JWSAlgorithm algorithm) throws Exception {
        var file = write(signed(signer, algorithm, UUID));

        assertEquals(
                0,
                run("verify", file.toString(), "--ca", files.file("house.pem").toString()),
                err);

        assertTrue(out.startsWith("signed by CN=" + signer + " with " + algorithm), out);
        assertTrue(out.endsWith("uuid " + UUID + "\n"), out);
    }

    static Stream<Arguments> aSignatureOfTheHouseHolds() {
        return Stream.of(
                argumentSet("RSA", "one", JWSAlgorithm.RS256),
                argumentSet("an elliptic curve", "two", JWSAlgorithm.ES256),
                argumentSet("the authority itself", "house", JWSAlgorithm.RS256));
    }

    @Test
    void whatWasChangedIsFound() throws Exception {
        var changed = VCON.replace("10:05", "10:06");
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var file = write(signed("one", JWSAlgorithm.RS256, UUID)
                .replace(base64.encodeToString(bytes(VCON)), base64.encodeToString(bytes(changed))));

        refused(file, "house", "the signature does not hold");
    }

    @Test
    void aStrangersAuthorityIsNotTrusted() throws Exception {
        refused(write(signed("one", JWSAlgorithm.RS256, UUID)), "stranger", "is not trusted");
    }

    @Test
    void aCertificateThatEndedIsTakenAtItsTimeOnly() throws Exception {
        var file = write(signed("one", JWSAlgorithm.RS256, UUID));
        var ca = files.file("house.pem").toString();

        assertEquals(1, run("verify", file.toString(), "--ca", ca, "--at", "2999-01-01"));
        assertTrue(err.contains("is not trusted"), err);
    }

    @Test
    void aSharedSecretIsNoSignature() throws Exception {
        var header = unprotected("one", UUID);
        var jws = new JWSObjectJSON(new Payload(VCON));
        jws.sign(new JWSHeader(JWSAlgorithm.HS256), header, new MACSigner(new byte[32]));

        refused(write(jws.serializeGeneral()), "house", "signed with HS256, which is not accepted");
    }

    @Test
    void theHeaderCannotClaimAnotherUuid() throws Exception {
        var file = write(signed("one", JWSAlgorithm.RS256, UUID.replace('9', '8')));

        refused(file, "house", "the header has another uuid");
    }

    @Test
    void whatIsNotSignedIsToldSo() throws Exception {
        refused(write(VCON), "house", "there is no signature to check");
    }

    @Test
    void whatWasEncryptedComesOutAsItWas() throws Exception {
        var sealed = signed("one", JWSAlgorithm.RS256, UUID);
        var file = write(encrypted(sealed));
        var target = own.resolve("open.vcon");
        var key = files.file("one.key").toString();

        assertEquals(0, run("decrypt", file.toString(), "--key", key, "--out", target.toString()), err);

        assertEquals(sealed, Files.readString(target));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
        assertEquals(
                0,
                run("verify", target.toString(), "--ca", files.file("house.pem").toString()),
                err);
        assertEquals(2, run("decrypt", file.toString(), "--key", key, "--out", target.toString()));
        assertTrue(err.contains("exists already"), err);
        assertEquals(0, run("decrypt", file.toString(), "--key", key));
        assertEquals(sealed + "\n", out);
    }

    @Test
    void theKeyMayHaveAPassword() throws Exception {
        var file = write(encrypted(VCON));
        var key = locked("s3cret").toString();
        var right = Files.writeString(own.resolve("right"), "s3cret\n").toString();
        var wrong = Files.writeString(own.resolve("wrong"), "secret\n").toString();

        assertEquals(0, run("decrypt", file.toString(), "--key", key, "--key-password-file", right), err);
        assertEquals(1, run("decrypt", file.toString(), "--key", key, "--key-password-file", wrong));
        assertTrue(err.contains("does not open the key"), err);
        assertEquals(1, run("decrypt", file.toString(), "--key", key));
        assertTrue(err.contains("locked.key: the key is encrypted: name a file with its passphrase"), err);
    }

    @Test
    void anotherKeyOpensNothing() throws Exception {
        var file = write(encrypted(VCON));

        assertEquals(
                1,
                run(
                        "decrypt",
                        file.toString(),
                        "--key",
                        files.file("stranger.key").toString()));
        assertTrue(err.contains("it does not open"), err);
        assertEquals(
                1,
                run("decrypt", file.toString(), "--key", files.file("one.pem").toString()));
        assertTrue(err.contains("no PEM private key"), err);
        assertEquals(1, run("show", file.toString()));
        assertTrue(err.contains("is encrypted"), err);
    }

    private void refused(Path file, String authority, String why) throws Exception {
        assertEquals(
                1,
                run(
                        "verify",
                        file.toString(),
                        "--ca",
                        files.file(authority + ".pem").toString()),
                out);
        assertTrue(err.contains(why), err);
        assertTrue(!err.contains("\tat "), err);
    }

    private static String signed(String signer, JWSAlgorithm algorithm, String uuid) throws Exception {
        var jws = new JWSObjectJSON(new Payload(VCON));
        JWSSigner with = algorithm.equals(JWSAlgorithm.ES256)
                ? new ECDSASigner((ECPrivateKey) ISSUED.get(signer).key())
                : new RSASSASigner(ISSUED.get(signer).key());
        jws.sign(new JWSHeader(algorithm), unprotected(signer, uuid), with);
        return jws.serializeGeneral();
    }

    private static UnprotectedHeader unprotected(String signer, String uuid) throws Exception {
        var chain = new java.util.ArrayList<String>();
        chain.add(base64(ISSUED.get(signer).certificate()));
        if (!signer.equals("house")) {
            chain.add(base64(HOUSE.certificate()));
        }
        return UnprotectedHeader.parse(Map.of("x5c", List.copyOf(chain), "uuid", uuid));
    }

    @SuppressWarnings("deprecation") // RSA-OAEP is what the draft names
    private static String encrypted(String content) throws Exception {
        var jwe = new JWEObjectJSON(
                new JWEHeader(JWEAlgorithm.RSA_OAEP, EncryptionMethod.A256CBC_HS512), new Payload(content));
        jwe.encrypt(new RSAEncrypter((RSAPublicKey) ISSUED.get("one").publicKey()));
        return jwe.serializeGeneral();
    }

    private Path locked(String password) throws Exception {
        var algorithm = "PBEWithHmacSHA256AndAES_256";
        var cipher = Cipher.getInstance(algorithm);
        var secret = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        // JDK 17 knows the parameters in a key file by this name only.
        var parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        var locked = new EncryptedPrivateKeyInfo(
                parameters, cipher.doFinal(ISSUED.get("one").key().getEncoded()));
        return files.write("locked.key", PemFiles.text(new PemObject("ENCRYPTED PRIVATE KEY", locked.getEncoded())));
    }

    private static String base64(X509Certificate certificate) throws Exception {
        return Base64.getEncoder().encodeToString(certificate.getEncoded());
    }

    private Path write(String text) throws Exception {
        return Files.writeString(own.resolve("call.vcon"), text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        var ran = Ran.command(
                Stream.concat(Stream.of("vcon"), Stream.of(arguments)).toArray(String[]::new));
        out = ran.out();
        err = ran.err();
        return ran.code();
    }
}
