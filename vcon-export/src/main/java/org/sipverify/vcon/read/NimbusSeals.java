package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEObjectJSON;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Seals by the Nimbus library. */
final class NimbusSeals implements Seals {
    /** What vCons are signed with; "none" and shared secrets never are. */
    private static final Set<JWSAlgorithm> SIGNATURES = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    @Override
    public Signer verify(ObjectNode jws, Set<X509Certificate> authorities, Instant at) throws SealException {
        try {
            var signatures = JWSObjectJSON.parse(jws.toString()).getSignatures();
            if (signatures.isEmpty()) {
                throw new SealException("nobody signed it");
            }
            var signature = signatures.get(0);
            var algorithm = signature.getHeader().getAlgorithm();
            if (!SIGNATURES.contains(algorithm)) {
                throw new SealException("signed with " + algorithm + ", which is not accepted");
            }
            var chain = chain(signature);
            chain.validate(authorities, at);
            if (!signature.verify(verifier(chain.signer()))) {
                throw new SealException("the signature does not hold: the content was changed, or another key signed");
            }
            var signer = chain.signer();
            return new Signer(
                    signer.getSubjectX500Principal().getName(),
                    algorithm.getName(),
                    signer.getNotAfter().toInstant());
        } catch (ParseException | JOSEException | IllegalStateException e) {
            throw new SealException("no signature that could be checked: " + e.getMessage());
        }
    }

    /** In the unprotected header, where the draft has it, or in the protected one. */
    private static CertificateChain chain(JWSObjectJSON.Signature signature) throws SealException {
        var inside = signature.getHeader().getX509CertChain();
        if (inside != null) {
            return CertificateChain.of(inside);
        }
        var header = signature.getUnprotectedHeader();
        if (header != null && header.getParam("x5c") instanceof List<?> chain) {
            return CertificateChain.of(chain);
        }
        throw new SealException("the signature carries no certificate (x5c)");
    }

    private static JWSVerifier verifier(X509Certificate signer) throws SealException, JOSEException {
        if (signer.getPublicKey() instanceof RSAPublicKey rsa) {
            return new RSASSAVerifier(rsa);
        }
        if (signer.getPublicKey() instanceof ECPublicKey ec) {
            return new ECDSAVerifier(ec);
        }
        throw new SealException(
                "the certificate has a key of kind " + signer.getPublicKey().getAlgorithm());
    }

    @Override
    @SuppressWarnings("deprecation") // RSA-OAEP with SHA-1 is what the draft names
    public byte[] open(ObjectNode jwe, PrivateKey key) throws SealException {
        try {
            var sealed = JWEObjectJSON.parse(jwe.toString());
            var algorithm = sealed.getHeader().getAlgorithm();
            if (!JWEAlgorithm.RSA_OAEP.equals(algorithm) && !JWEAlgorithm.RSA_OAEP_256.equals(algorithm)) {
                throw new SealException("encrypted with " + algorithm + "; RSA-OAEP is expected");
            }
            sealed.decrypt(new RSADecrypter(key));
            return sealed.getPayload().toBytes();
        } catch (ParseException | JOSEException | IllegalStateException | IllegalArgumentException e) {
            throw new SealException("it does not open: " + e.getMessage());
        }
    }
}
