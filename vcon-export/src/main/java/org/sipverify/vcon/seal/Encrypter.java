package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWECryptoParts;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.RSAEncrypter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.sipverify.formats.json.StrictJson;

/** Makes a JWE of a vCon for one or more recipients, in general JSON serialisation (RFC 7516, 7.2.1). */
final class Encrypter {
    private static final EncryptionMethod METHOD = EncryptionMethod.A256CBC_HS512;
    private static final JWEHeader HEADER = new JWEHeader(Algorithms.RSA_OAEP, METHOD);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NOTHING = {};

    private final List<Recipient> recipients;
    private final HeaderForm form;

    Encrypter(List<Recipient> recipients, HeaderForm form) {
        this.recipients = recipients;
        this.form = form;
    }

    /** The content is encrypted once; each recipient gets its key, encrypted for him alone. */
    byte[] encrypt(UUID uuid, byte[] vcon) {
        var contentKey = contentKey();
        var protectedHeader = protectedHeader();
        var sealed = parts(recipients.get(0), contentKey, vcon, protectedHeader.getBytes(US_ASCII));
        var jwe = StrictJson.newObject();
        if (!protectedHeader.isEmpty()) {
            jwe.put("protected", protectedHeader);
        }
        jwe.set("unprotected", header(uuid));
        var entries = jwe.putArray("recipients");
        for (var recipient : recipients) {
            var entry = entries.addObject();
            entry.set("header", header(recipient));
            entry.put(
                    "encrypted_key",
                    parts(recipient, contentKey, NOTHING, NOTHING)
                            .getEncryptedKey()
                            .toString());
        }
        return StrictJson.bytes(jwe.put("iv", sealed.getInitializationVector().toString())
                .put("ciphertext", sealed.getCipherText().toString())
                .put("tag", sealed.getAuthenticationTag().toString()));
    }

    /** What is authenticated besides the content is the protected header as it is sent, also when it is absent. */
    private static JWECryptoParts parts(Recipient recipient, SecretKey contentKey, byte[] content, byte[] aad) {
        try {
            return new RSAEncrypter(recipient.key(), contentKey).encrypt(HEADER, content, aad);
        } catch (JOSEException e) {
            throw new IllegalStateException("a recipient's key that was looked at does not encrypt", e);
        }
    }

    private String protectedHeader() {
        return switch (form) {
            case RFC ->
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(StrictJson.bytes(StrictJson.newObject()
                                .put("alg", HEADER.getAlgorithm().getName())
                                .put("enc", METHOD.getName())));
            case DRAFT -> "";
        };
    }

    private ObjectNode header(UUID uuid) {
        var header = StrictJson.newObject().put("cty", "application/vcon");
        if (form == HeaderForm.DRAFT) {
            header.put("enc", METHOD.getName());
        }
        return header.put("uuid", uuid.toString());
    }

    private ObjectNode header(Recipient recipient) {
        var header = StrictJson.newObject();
        if (form == HeaderForm.DRAFT) {
            header.put("alg", HEADER.getAlgorithm().getName());
        }
        return header.put("kid", recipient.keyId());
    }

    private static SecretKey contentKey() {
        var bytes = new byte[METHOD.cekBitLength() / Byte.SIZE];
        RANDOM.nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }
}
