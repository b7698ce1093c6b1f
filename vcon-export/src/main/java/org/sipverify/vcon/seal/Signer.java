package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.UnprotectedHeader;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.UUID;

/** Makes a JWS of a vCon, in general JSON serialisation (RFC 7515, 7.2.1): the algorithm is protected. */
final class Signer {
    private final SigningKey key;

    Signer(SigningKey key) {
        this.key = key;
    }

    byte[] sign(UUID uuid, byte[] vcon) {
        var jws = new JWSObjectJSON(new Payload(vcon));
        var header = new UnprotectedHeader.Builder()
                .param("x5c", key.chain().stream().map(Signer::base64).toList())
                .param("uuid", uuid.toString())
                .build();
        try {
            jws.sign(new JWSHeader(key.algorithm()), header, key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that has signed before does not sign", e);
        }
        return jws.serializeGeneral().getBytes(UTF_8);
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }
}
