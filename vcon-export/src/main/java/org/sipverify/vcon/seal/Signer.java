package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.UUID;
import org.sipverify.formats.json.StrictJson;

/** Makes a JWS of a vCon, in general JSON serialisation (RFC 7515, 7.2.1). */
final class Signer {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SigningKey key;
    private final HeaderForm form;

    Signer(SigningKey key, HeaderForm form) {
        this.key = key;
        this.form = form;
    }

    byte[] sign(UUID uuid, byte[] vcon) {
        var protectedHeader = BASE64URL.encodeToString(StrictJson.bytes(protectedHeader()));
        var payload = BASE64URL.encodeToString(vcon);
        var jws = StrictJson.newObject().put("payload", payload);
        var signature = jws.putArray("signatures").addObject().put("protected", protectedHeader);
        signature.set("header", header(uuid));
        signature.put("signature", key.sign((protectedHeader + "." + payload).getBytes(US_ASCII)));
        return StrictJson.bytes(jws);
    }

    /** No name may stand in both headers; the draft wants the algorithm in the other one. */
    private ObjectNode protectedHeader() {
        return switch (form) {
            case RFC -> StrictJson.newObject().put("alg", key.algorithm().getName());
            case DRAFT -> StrictJson.newObject().put("typ", "JOSE+JSON");
        };
    }

    private ObjectNode header(UUID uuid) {
        var header = StrictJson.newObject();
        if (form == HeaderForm.DRAFT) {
            header.put("alg", key.algorithm().getName());
        }
        var x5c = header.putArray("x5c");
        for (var certificate : key.chain()) {
            try {
                x5c.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read cannot be written", e);
            }
        }
        return header.put("uuid", uuid.toString());
    }
}
