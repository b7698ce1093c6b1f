package org.sipverify.vcon.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Issued;
import org.sipverify.testkit.NodeScript;
import org.sipverify.testkit.PemFiles;

/** A library that is not ours, npm jose, reads what is sealed here. */
class NodeOpensItTest {
    private static final CertificateAuthority CA = new CertificateAuthority("our CA");
    private static final Issued FRAUD = CA.issueTo("fraud desk", "RSA");
    private static final Issued COURT = CA.issueTo("court", "RSA");

    @TempDir
    static Path directory;

    private static NodeScript node;

    @BeforeAll
    static void start() throws Exception {
        node = NodeScript.start("unseal.mjs");
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({"RS256, RSA, RFC", "RS256, RSA, DRAFT", "ES256, P-256, RFC", "ES256, P-256, DRAFT"})
    void signedVconsVerify(String algorithm, String key, HeaderForm form) throws Exception {
        var signed = Sealed.signed(Sealed.key(CA.issueTo("signer", key), algorithm, CA), form);

        var answer = node.ask(Map.of("form", "signed", "file", file(signed)));

        assertTrue(answer.path("ok").asBoolean(), answer::toString);
        assertEquals(Sealed.TEXT, answer.path("text").asText());
        assertEquals(Sealed.ID.toString(), answer.at("/unprotected/uuid").asText());
    }

    @ParameterizedTest
    @EnumSource
    void encryptedVconsOpen(HeaderForm form) throws Exception {
        var encrypted = file(Sealed.encrypted(form, FRAUD, COURT));

        for (var recipient : new Issued[] {FRAUD, COURT}) {
            var key = new PemFiles(directory).write("recipient", recipient).key();
            var answer = node.ask(Map.of("form", "encrypted", "file", encrypted, "key", key.toString()));

            assertTrue(answer.path("ok").asBoolean(), answer::toString);
            assertEquals(Sealed.TEXT, answer.path("text").asText());
            assertEquals("application/vcon", answer.at("/unprotected/cty").asText());
        }
    }

    @Test
    void aChangedOneDoesNotVerifyThereEither() throws Exception {
        var signed = Sealed.signed(Sealed.key(CA.issueTo("signer", "RSA"), "RS256", CA), HeaderForm.RFC);
        signed[20] ^= 1;

        assertFalse(node.ask(Map.of("form", "signed", "file", file(signed)))
                .path("ok")
                .asBoolean());
    }

    private static String file(byte[] sealed) throws Exception {
        return Files.write(Files.createTempFile(directory, "sealed", ".vcon"), sealed)
                .toString();
    }
}
