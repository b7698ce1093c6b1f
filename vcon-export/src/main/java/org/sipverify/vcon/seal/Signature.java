package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sipverify.vcon.form.Form.Signed;

/** Checks the signature of a signed vCon, of this server or of others. */
public final class Signature {
    private static final int LONGEST_CHAIN = 10;

    private Signature() {}

    /**
     * Checks every signature on it.
     *
     * @param at when its certificates have to be valid
     * @return what the first of them says
     * @throws SealException when one does not hold; the message says why
     */
    public static Verified verify(Signed signed, Trust trust, Instant at) throws SealException {
        var all = new ArrayList<Verified>();
        for (var signature : signed.jws().path("signatures")) {
            all.add(verify(signed, signature, trust, at));
        }
        if (all.isEmpty()) {
            throw new SealException("it has no signature");
        }
        return all.get(0);
    }

    /** The same of bytes that have not been read. */
    public static Verified verify(byte[] signed, Trust trust, Instant at) throws SealException {
        if (JoseJson.read(signed) instanceof Signed form) {
            return verify(form, trust, at);
        }
        throw new SealException("it is not signed");
    }

    private static Verified verify(Signed signed, JsonNode signature, Trust trust, Instant at) throws SealException {
        var uuid = JoseJson.uuid(signed);
        var header = JoseJson.joined(signature.path("protected"), signature.path("header"));
        JoseJson.checkUuid(header, uuid.toString());
        var algorithm = algorithm(header);
        var chain = chain(header);
        var payload = signed.jws().path("payload").asText();
        var input = (signature.path("protected").asText() + "." + payload).getBytes(US_ASCII);
        if (!holds(algorithm, chain.get(0), input, signature.path("signature").asText())) {
            throw new SealException("the signature does not hold: the vCon was changed, or another key signed it");
        }
        var vcon = new String(signed.content().octets(), UTF_8);
        return new Verified(vcon, uuid, algorithm.getName(), chain, trust.standing(chain, at));
    }

    private static boolean holds(JWSAlgorithm algorithm, X509Certificate signer, byte[] input, String signature)
            throws SealException {
        try {
            return Algorithms.verifier(algorithm, signer.getPublicKey())
                    .verify(new JWSHeader(algorithm), input, new Base64URL(signature));
        } catch (JOSEException e) {
            throw new SealException("the signature cannot be checked with the certificate's key");
        }
    }

    private static JWSAlgorithm algorithm(JsonNode header) throws SealException {
        var name = header.path("alg").asText("none");
        return Optional.of(name)
                .filter(text -> !text.isEmpty())
                .map(JWSAlgorithm::parse)
                .filter(Algorithms.SIGNING::contains)
                .orElseThrow(() -> new SealException("signed with " + JoseJson.shown(name)
                        + ", which is not accepted; its algorithm must be one of " + Algorithms.SIGNING));
    }

    /** An x5u would make this server fetch a URL that a stranger chose. */
    private static List<X509Certificate> chain(JsonNode header) throws SealException {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var chain = new ArrayList<X509Certificate>();
            var x5c = header.path("x5c");
            if (x5c.size() > LONGEST_CHAIN) {
                throw new SealException("x5c holds more than " + LONGEST_CHAIN + " certificates");
            }
            for (var der : x5c) {
                var bytes = Base64.getDecoder().decode(der.asText());
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
            }
            if (chain.isEmpty()) {
                throw new SealException("no certificates come with it (x5c); they are not fetched from elsewhere");
            }
            return chain;
        } catch (CertificateException | IllegalArgumentException e) {
            throw new SealException("a certificate in x5c cannot be read");
        }
    }
}
