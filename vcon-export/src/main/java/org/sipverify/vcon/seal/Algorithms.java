package org.sipverify.vcon.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;

/** The algorithms that are taken from others: a fixed list, so that a header cannot choose none or a weak one. */
final class Algorithms {
    static final Set<JWSAlgorithm> SIGNING = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    /**
     * The draft's choice. Nimbus marks its constant deprecated because of the SHA-1 inside, which does no harm here.
     */
    static final JWEAlgorithm RSA_OAEP = JWEAlgorithm.parse("RSA-OAEP");

    static final Set<JWEAlgorithm> KEYS = Set.of(RSA_OAEP, JWEAlgorithm.RSA_OAEP_256);
    static final Set<EncryptionMethod> CONTENT =
            Set.of(EncryptionMethod.A256CBC_HS512, EncryptionMethod.A256GCM, EncryptionMethod.A128CBC_HS256);

    private Algorithms() {}

    static JWSVerifier verifier(JWSAlgorithm algorithm, PublicKey key) throws SealException {
        try {
            if (JWSAlgorithm.Family.EC.contains(algorithm) && key instanceof ECPublicKey ec) {
                return new ECDSAVerifier(ec);
            }
            if (JWSAlgorithm.Family.RSA.contains(algorithm) && key instanceof RSAPublicKey rsa) {
                return new RSASSAVerifier(rsa);
            }
        } catch (JOSEException e) {
            throw new SealException("a key of this size or curve is not supported");
        }
        throw new SealException("algorithm " + algorithm + " does not fit the certificate's key");
    }
}
