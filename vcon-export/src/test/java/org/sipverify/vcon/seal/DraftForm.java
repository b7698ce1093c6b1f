package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWECryptoParts;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSAEncrypter;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;

/** vCons sealed to the letter of the draft, as earlier versions and others write them: no algorithm is protected. */
final class DraftForm {
    private static final EncryptionMethod METHOD = EncryptionMethod.A256CBC_HS512;
    private static final JWEHeader HEADER = new JWEHeader(Algorithms.RSA_OAEP, METHOD);
    private static final byte[] NOTHING = {};

    private DraftForm() {}

    static byte[] signed(UUID uuid, byte[] vcon, SigningKey key) {
        var protectedHeader =
                Base64Url.encode(StrictJson.bytes(StrictJson.newObject().put("typ", "JOSE+JSON")));
        var payload = Base64Url.encode(vcon);
        var header = StrictJson.newObject().put("alg", key.algorithm().getName());
        var x5c = header.putArray("x5c");
        key.chain().forEach(certificate -> x5c.add(base64(certificate)));
        var jws = StrictJson.newObject().put("payload", payload);
        var signature = jws.putArray("signatures").addObject().put("protected", protectedHeader);
        signature.set("header", header.put("uuid", uuid.toString()));
        signature.put("signature", signature(key, (protectedHeader + "." + payload).getBytes(US_ASCII)));
        return StrictJson.bytes(jws);
    }

    private static String signature(SigningKey key, byte[] input) {
        try {
            return key.signer().sign(new JWSHeader(key.algorithm()), input).toString();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] encrypted(UUID uuid, byte[] vcon, List<Recipient> recipients) {
        var contentKey = contentKey();
        var content = parts(recipients.get(0), contentKey, vcon);
        var jwe = StrictJson.newObject();
        jwe.putObject("unprotected")
                .put("cty", "application/vcon")
                .put("enc", METHOD.getName())
                .put("uuid", uuid.toString());
        var entries = jwe.putArray("recipients");
        recipients.forEach(recipient -> add(recipient, contentKey, entries.addObject()));
        return StrictJson.bytes(jwe.put("iv", content.getInitializationVector().toString())
                .put("ciphertext", content.getCipherText().toString())
                .put("tag", content.getAuthenticationTag().toString()));
    }

    private static void add(Recipient recipient, SecretKey contentKey, ObjectNode entry) {
        entry.putObject("header").put("alg", HEADER.getAlgorithm().getName()).put("kid", recipient.keyId());
        entry.put(
                "encrypted_key",
                parts(recipient, contentKey, NOTHING).getEncryptedKey().toString());
    }

    /** What is authenticated besides the content is the protected header, which is absent. */
    private static JWECryptoParts parts(Recipient recipient, SecretKey contentKey, byte[] content) {
        try {
            return new RSAEncrypter(recipient.key(), contentKey).encrypt(HEADER, content, NOTHING);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static SecretKey contentKey() {
        var bytes = new byte[METHOD.cekBitLength() / Byte.SIZE];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }
}
