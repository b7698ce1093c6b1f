package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWECryptoParts;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObjectJSON;
import com.nimbusds.jose.UnprotectedHeader;
import com.nimbusds.jose.crypto.RSAEncrypter;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Makes a JWE of a vCon for one or more recipients, in general JSON serialisation (RFC 7516, 7.2.1). */
final class Encrypter {
    private static final EncryptionMethod METHOD = EncryptionMethod.A256CBC_HS512;
    private static final JWEHeader HEADER = new JWEHeader(Algorithms.RSA_OAEP, METHOD);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NOTHING = {};

    private final List<Recipient> recipients;

    Encrypter(List<Recipient> recipients) {
        this.recipients = recipients;
    }

    /**
     * The content is encrypted once; each recipient gets the content's key, encrypted for that recipient alone. Not by
     * nimbus' MultiEncrypter, which puts the algorithm into the recipients' headers, where it is not protected.
     */
    byte[] encrypt(UUID uuid, byte[] vcon) {
        var contentKey = contentKey();
        var aad = HEADER.toBase64URL().toString().getBytes(US_ASCII);
        var content = parts(recipients.get(0), contentKey, vcon, aad);
        var keys = recipients.stream()
                .map(recipient -> recipient(recipient, contentKey))
                .toList();
        var header = new UnprotectedHeader.Builder()
                .param("cty", "application/vcon")
                .param("uuid", uuid.toString())
                .build();
        var jwe = new JWEObjectJSON(
                HEADER,
                content.getCipherText(),
                content.getInitializationVector(),
                content.getAuthenticationTag(),
                keys,
                header,
                null);
        return jwe.serializeGeneral().getBytes(UTF_8);
    }

    private static JWEObjectJSON.Recipient recipient(Recipient recipient, SecretKey contentKey) {
        return new JWEObjectJSON.Recipient(
                new UnprotectedHeader.Builder().keyID(recipient.keyId()).build(),
                parts(recipient, contentKey, NOTHING, NOTHING).getEncryptedKey());
    }

    private static JWECryptoParts parts(Recipient recipient, SecretKey contentKey, byte[] content, byte[] aad) {
        try {
            return new RSAEncrypter(recipient.key(), contentKey).encrypt(HEADER, content, aad);
        } catch (JOSEException e) {
            throw new IllegalStateException("a recipient's key that was checked does not encrypt", e);
        }
    }

    private static SecretKey contentKey() {
        var bytes = new byte[METHOD.cekBitLength() / Byte.SIZE];
        RANDOM.nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }
}
