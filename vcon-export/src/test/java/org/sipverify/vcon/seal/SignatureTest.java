package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Issued;
import org.sipverify.testkit.PemFiles;
import org.sipverify.vcon.form.Form;
import org.sipverify.vcon.form.Gzip;
import org.sipverify.vcon.form.VconReader;
import org.sipverify.vcon.seal.Trust.Standing;

class SignatureTest {
    private static final CertificateAuthority CA = new CertificateAuthority("our CA");
    private static final Issued SIGNER = CA.issueTo("sip-verify-1.example.net", "RSA");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"RS256, RSA, RFC", "RS256, RSA, DRAFT", "ES256, P-256, RFC", "ES256, P-256, DRAFT"})
    void whatIsSignedIsVerified(String algorithm, String key, HeaderForm form) throws Exception {
        var signed = Sealed.signed(Sealed.key(CA.issueTo("signer", key), algorithm, CA), form);

        var verified = Signature.verify(signed, trusted(), Instant.now());

        assertEquals(Sealed.TEXT, verified.vcon());
        assertEquals(Sealed.ID, verified.uuid());
        assertEquals(algorithm, verified.algorithm());
        assertEquals(Standing.TRUSTED, verified.standing());
        assertEquals(2, verified.chain().size());
        var read = assertInstanceOf(Form.Signed.class, VconReader.read(signed));
        assertEquals(Sealed.TEXT, new String(read.plain().orElseThrow().octets(), UTF_8));
    }

    @Test
    void theProtectedHeaderHasTheAlgorithmAlone() throws Exception {
        var signature = JSON.readTree(rfc()).at("/signatures/0");

        var header = JSON.readTree(
                Base64.getUrlDecoder().decode(signature.path("protected").asText()));
        assertEquals(JSON.readTree("{\"alg\":\"RS256\"}"), header);
        assertEquals(Sealed.ID.toString(), signature.at("/header/uuid").asText());
        assertEquals(2, signature.at("/header/x5c").size());
        assertEquals(2, signature.path("header").size());
    }

    @Test
    void nimbusReadsItAsGeneralJson() throws Exception {
        var jws = JWSObjectJSON.parse(new String(rfc(), UTF_8));

        assertTrue(jws.getSignatures().get(0).verify(new RSASSAVerifier((RSAPublicKey) SIGNER.publicKey())));
    }

    @ParameterizedTest
    @MethodSource
    void whatDoesNotHoldIsRefused(Consumer<ObjectNode> change, String why) throws Exception {
        var jws = (ObjectNode) JSON.readTree(rfc());
        change.accept(jws);

        var refused = assertThrows(
                SealException.class, () -> Signature.verify(JSON.writeValueAsBytes(jws), trusted(), Instant.now()));

        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    static Stream<Arguments> whatDoesNotHoldIsRefused() {
        var stranger = new CertificateAuthority("stranger").itself();
        return Stream.of(
                row("another vCon", jws -> jws.put("payload", base64url(Sealed.TEXT.replace("0100", "0199"))), "hold"),
                row("no algorithm", jws -> one(jws).put("protected", base64url("{\"alg\":\"none\"}")), "algorithm"),
                row("a MAC", jws -> one(jws).put("protected", base64url("{\"alg\":\"HS256\"}")), "algorithm"),
                row(
                        "an EC algorithm for an RSA key",
                        jws -> one(jws).put("protected", base64url("{\"alg\":\"ES256\"}")),
                        "fit"),
                row("the algorithm twice", jws -> header(jws).put("alg", "RS256"), "alg is in two headers"),
                row("a critical header", jws -> header(jws).putArray("crit").add("b64"), "critical"),
                row("another uuid", jws -> header(jws).put("uuid", "01a1f866-0d78-8002-ab7f-8b4ea1b84909"), "uuid"),
                row("no certificate", jws -> header(jws).remove("x5c"), "x5c"),
                row(
                        "more certificates than anybody has",
                        jws -> java.util.Collections.nCopies(11, der(stranger))
                                .forEach(header(jws).putArray("x5c")::add),
                        "more than 10"),
                row("another's certificate", jws -> header(jws).putArray("x5c").add(der(stranger)), "fit"),
                row("no signature", jws -> jws.putArray("signatures"), "no signature"),
                row("broken base64", jws -> jws.put("payload", "?"), "base64url"),
                row("no vCon inside", jws -> jws.put("payload", base64url("{}")), "neither"),
                row("not signed at all", jws -> jws.removeAll().putArray("parties"), "not signed"));
    }

    @Test
    void aSecondSignatureMustHoldToo() throws Exception {
        var jws = (ObjectNode) JSON.readTree(rfc());
        var second = one(jws).deepCopy().put("signature", "AAAA");
        ((com.fasterxml.jackson.databind.node.ArrayNode) jws.path("signatures")).add(second);

        assertThrows(
                SealException.class, () -> Signature.verify(JSON.writeValueAsBytes(jws), trusted(), Instant.now()));
    }

    @Test
    void duplicateNamesAreRefused() throws Exception {
        var twice = new String(rfc(), UTF_8).replaceFirst("\\{", "{\"payload\":\"AAAA\",");

        var refused = assertThrows(
                SealException.class, () -> Signature.verify(twice.getBytes(UTF_8), trusted(), Instant.now()));

        assertTrue(refused.getMessage().contains("Duplicate"), refused.getMessage());
    }

    @Test
    void tellsHowFarTheSignerIsKnown() throws Exception {
        var selfSigned = new CertificateAuthority("alone").itself();
        var alone = SigningKey.of(
                java.util.List.of(selfSigned.certificate()),
                selfSigned.key(),
                com.nimbusds.jose.JWSAlgorithm.ES256,
                Instant.now());
        var byItself = Sealed.signed(alone, HeaderForm.RFC);

        assertEquals(
                Standing.UNKNOWN,
                Signature.verify(rfc(), Trust.none(), Instant.now()).standing());
        assertEquals(
                Standing.SELF_SIGNED,
                Signature.verify(byItself, Trust.none(), Instant.now()).standing());
        assertThrows(SealException.class, () -> Signature.verify(byItself, trusted(), Instant.now()));
        var itself = Trust.anchors(new PemFiles(directory).write("ca.pem", PemFiles.text(selfSigned.certificate())));
        assertEquals(
                Standing.TRUSTED,
                Signature.verify(byItself, itself, Instant.now()).standing());
    }

    @Test
    void certificatesAreAskedAtTheGivenTime() throws Exception {
        var later = Instant.now().plus(Duration.ofDays(400));

        var refused = assertThrows(SealException.class, () -> Signature.verify(rfc(), trusted(), later));

        assertTrue(refused.getMessage().contains("expired"), refused.getMessage());
    }

    @Test
    void aGzippedPayloadIsInflated() throws Exception {
        var signer = new Signer(Sealed.key(SIGNER, "RS256", CA));

        var verified = Signature.verify(signer.sign(Sealed.ID, Gzip.deflated(Sealed.VCON)), trusted(), Instant.now());

        assertEquals(Sealed.TEXT, verified.vcon());
    }

    @Test
    void anArchiveMaySignASignedOneAnew() throws Exception {
        var signer = new Signer(Sealed.key(SIGNER, "RS256", CA));
        var twice = signer.sign(Sealed.ID, rfc());

        var outer = Signature.verify(twice, trusted(), Instant.now());

        assertEquals(
                Sealed.TEXT,
                Signature.verify(outer.vcon().getBytes(UTF_8), trusted(), Instant.now())
                        .vcon());
    }

    private Trust trusted() throws Exception {
        return Trust.anchors(new PemFiles(directory).write("ca.pem", PemFiles.text(CA.certificate())));
    }

    private static byte[] rfc() throws SealException {
        return Sealed.signed(Sealed.key(SIGNER, "RS256", CA), HeaderForm.RFC);
    }

    private static Arguments row(String name, Consumer<ObjectNode> change, String why) {
        return argumentSet(name, change, why);
    }

    private static ObjectNode one(ObjectNode jws) {
        return (ObjectNode) jws.at("/signatures/0");
    }

    private static ObjectNode header(ObjectNode jws) {
        return (ObjectNode) one(jws).path("header");
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static byte[] der(Issued issued) {
        try {
            return issued.certificate().getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
