package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWEObjectJSON;
import com.nimbusds.jose.crypto.RSADecrypter;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Issued;
import org.sipverify.vcon.form.Form;
import org.sipverify.vcon.form.VconReader;

class DecryptionTest {
    private static final CertificateAuthority CA = new CertificateAuthority("our CA");
    private static final Issued FRAUD = CA.issueTo("fraud desk", "RSA");
    private static final Issued COURT = CA.issueTo("court", "RSA");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void eachRecipientOpensIt(HeaderForm form) throws Exception {
        var encrypted = Sealed.encrypted(form, FRAUD, COURT);

        assertInstanceOf(Form.Encrypted.class, VconReader.read(encrypted));
        assertFalse(new String(encrypted, UTF_8).contains("5550100"));
        for (var recipient : List.of(FRAUD, COURT)) {
            var opened = Decryption.open(encrypted, recipient.key());
            assertEquals(Sealed.TEXT, new String(opened, UTF_8));
        }
    }

    @Test
    void theProtectedHeaderHasTheAlgorithmsAlone() throws Exception {
        var jwe = JSON.readTree(Sealed.encrypted(HeaderForm.RFC, FRAUD));

        var header = JSON.readTree(
                Base64.getUrlDecoder().decode(jwe.path("protected").asText()));
        assertEquals(JSON.readTree("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256CBC-HS512\"}"), header);
        assertEquals("application/vcon", jwe.at("/unprotected/cty").asText());
        assertEquals(Sealed.ID.toString(), jwe.at("/unprotected/uuid").asText());
        assertEquals(
                "[\"kid\"]",
                JSON.writeValueAsString(jwe.at("/recipients/0/header").fieldNames()));
    }

    @Test
    void nimbusOpensIt() throws Exception {
        var jwe = JWEObjectJSON.parse(new String(Sealed.encrypted(HeaderForm.RFC, FRAUD), UTF_8));

        jwe.decrypt(new RSADecrypter(FRAUD.key()));

        assertEquals(Sealed.TEXT, jwe.getPayload().toString());
    }

    @Test
    void itIsSignedBeforeItIsEncrypted() throws Exception {
        var signer = Sealed.key(CA.issueTo("signer", "P-256"), "ES256", CA);
        var config = new SealConfig(Optional.of(signer), List.of(Recipient.of(FRAUD.certificate(), Instant.now())));

        var opened = Decryption.open(new Sealer(config).seal(Sealed.ID, Sealed.VCON), FRAUD.key());

        assertEquals(
                Sealed.TEXT,
                Signature.verify(opened, Trust.none(), Instant.now()).vcon());
    }

    @Test
    void thisServerCannotOpenIt() throws Exception {
        var encrypted = Sealed.encrypted(HeaderForm.RFC, FRAUD);

        assertTrue(VconReader.read(encrypted).plain().isEmpty());
    }

    @Test
    void aStrangersKeyOpensNothing() throws Exception {
        var encrypted = Sealed.encrypted(HeaderForm.RFC, FRAUD);

        var refused = assertThrows(SealException.class, () -> Decryption.open(encrypted, COURT.key()));

        assertTrue(refused.getMessage().contains("belongs to no recipient"), refused.getMessage());
    }

    @ParameterizedTest
    @MethodSource
    void whatWasChangedIsRefused(Consumer<ObjectNode> change, String why) throws Exception {
        var jwe = (ObjectNode) JSON.readTree(Sealed.encrypted(HeaderForm.RFC, FRAUD));
        change.accept(jwe);

        var refused =
                assertThrows(SealException.class, () -> Decryption.open(JSON.writeValueAsBytes(jwe), FRAUD.key()));

        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    static Stream<Arguments> whatWasChangedIsRefused() {
        var rsa15 = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"RSA1_5\",\"enc\":\"A256CBC-HS512\"}".getBytes(UTF_8));
        return Stream.of(
                row("the tag", jwe -> jwe.put("tag", "A".repeat(43)), "was changed"),
                row("the content", jwe -> jwe.put("ciphertext", "A".repeat(64)), "was changed"),
                row("the protected header", jwe -> jwe.put("protected", rsa15), "algorithms"),
                row("enc stands twice", jwe -> unprotected(jwe).put("enc", "A256CBC-HS512"), "enc is in two headers"),
                row("a zip inside", jwe -> unprotected(jwe).put("zip", "DEF"), "compressed inside"),
                row("the uuid", jwe -> unprotected(jwe).put("uuid", "01a1f866-0d78-8002-ab7f-8b4ea1b84909"), "uuid"),
                row("no recipient", jwe -> jwe.putArray("recipients"), "belongs to no recipient"),
                row("not encrypted", jwe -> jwe.removeAll().putArray("dialog"), "not encrypted"));
    }

    private static Arguments row(String name, Consumer<ObjectNode> change, String why) {
        return argumentSet(name, change, why);
    }

    private static ObjectNode unprotected(ObjectNode jwe) {
        return (ObjectNode) jwe.path("unprotected");
    }
}
