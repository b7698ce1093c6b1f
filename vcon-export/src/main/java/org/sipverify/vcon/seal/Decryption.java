package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sipverify.vcon.form.Form.Encrypted;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;

/** Opens an encrypted vCon with a recipient's key. */
public final class Decryption {
    private Decryption() {}

    /**
     * What was encrypted, byte for byte: mostly a signed vCon, possibly gzipped.
     *
     * @throws SealException when the key belongs to no recipient, or the file was changed
     */
    public static byte[] open(Encrypted encrypted, PrivateKey key) throws SealException {
        var jwe = encrypted.jwe();
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw new SealException("an RSA private key is needed");
        }
        for (var recipient : candidates(jwe.path("recipients"), rsa)) {
            var header = JoseJson.joined(jwe.path("protected"), jwe.path("unprotected"), recipient.path("header"));
            var content = decrypted(jwe, recipient, header, rsa);
            if (content.length > 0) {
                check(content, header);
                return content;
            }
        }
        throw new SealException("it does not open: the key belongs to no recipient, or the file was changed");
    }

    /** The same of bytes that have not been read. */
    public static byte[] open(byte[] encrypted, PrivateKey key) throws SealException {
        if (JoseJson.read(encrypted) instanceof Encrypted form) {
            return open(form, key);
        }
        throw new SealException("it is not encrypted");
    }

    /** Those whose kid is the key's thumbprint first: other producers number their keys in ways of their own. */
    private static List<JsonNode> candidates(JsonNode recipients, RSAPrivateCrtKey key) throws SealException {
        var thumbprint = Recipient.thumbprint(publicKey(key));
        var all = new ArrayList<JsonNode>();
        recipients.forEach(all::add);
        all.sort(Comparator.comparing(
                recipient -> !recipient.path("header").path("kid").asText().equals(thumbprint)));
        return all;
    }

    private static RSAPublicKey publicKey(RSAPrivateCrtKey key) throws SealException {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new SealException("the private key is not valid");
        }
    }

    /** Empty when this recipient's key is another. */
    private static byte[] decrypted(JsonNode jwe, JsonNode recipient, JsonNode header, PrivateKey key)
            throws SealException {
        try {
            return new RSADecrypter(key)
                    .decrypt(
                            header(header),
                            part(recipient, "encrypted_key"),
                            part(jwe, "iv"),
                            part(jwe, "ciphertext"),
                            part(jwe, "tag"),
                            aad(jwe));
        } catch (JOSEException | IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static JWEHeader header(JsonNode header) throws SealException {
        var algorithm = JWEAlgorithm.parse(header.path("alg").asText("none"));
        var method = EncryptionMethod.parse(header.path("enc").asText("none"));
        if (!Algorithms.KEYS.contains(algorithm) || !Algorithms.CONTENT.contains(method)) {
            throw new SealException("its algorithms are not among " + Algorithms.KEYS + " and " + Algorithms.CONTENT);
        }
        if (header.has("zip")) {
            throw new SealException("it is compressed inside (zip), and how much comes out cannot be bounded");
        }
        return new JWEHeader(algorithm, method);
    }

    private static Base64URL part(JsonNode object, String name) {
        return new Base64URL(object.path(name).asText());
    }

    /** RFC 7516, 5.1 step 14. */
    private static byte[] aad(JsonNode jwe) {
        var text = jwe.path("protected").asText();
        return (jwe.has("aad") ? text + "." + jwe.path("aad").asText() : text).getBytes(US_ASCII);
    }

    private static void check(byte[] content, JsonNode header) throws SealException {
        try {
            var inner = JoseJson.uuid(VconReader.read(content));
            JoseJson.checkUuid(header, inner.toString());
        } catch (MalformedVconException e) {
            throw new SealException("what was encrypted is " + e.getMessage());
        }
    }
}
