package org.sipverify.vcon.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.List;

/** A private key and its certificates, the key's own first. */
public final class SigningKey {
    private static final int LEAST_RSA_BITS = 2048;
    private static final byte[] TRIAL = {1};

    private final List<X509Certificate> chain;
    private final JWSAlgorithm algorithm;
    private final JWSSigner signer;

    private SigningKey(List<X509Certificate> chain, JWSAlgorithm algorithm, JWSSigner signer) {
        this.chain = chain;
        this.algorithm = algorithm;
        this.signer = signer;
    }

    /**
     * Joins the two.
     *
     * @param algorithm RS256 or ES256
     * @throws SealException when they do not belong together, or the certificate is not valid now
     */
    static SigningKey of(List<X509Certificate> chain, PrivateKey key, JWSAlgorithm algorithm, Instant now)
            throws SealException {
        CertificateChecks.checkOrder(chain);
        CertificateChecks.checkValid(chain.get(0), now);
        var certified = chain.get(0).getPublicKey();
        var signing = new SigningKey(chain, algorithm, signer(key, algorithm));
        try {
            var header = new JWSHeader(algorithm);
            if (!Algorithms.verifier(algorithm, certified).verify(header, TRIAL, signing.signer.sign(header, TRIAL))) {
                throw new SealException("the private key is not the one of the certificate");
            }
            return signing;
        } catch (JOSEException e) {
            throw new SealException("the private key is not the one of the certificate");
        }
    }

    private static JWSSigner signer(PrivateKey key, JWSAlgorithm algorithm) throws SealException {
        try {
            if (algorithm.equals(JWSAlgorithm.ES256)) {
                if (key instanceof ECPrivateKey ec && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
                    return new ECDSASigner(ec);
                }
                throw new SealException("algorithm ES256 needs an EC key on the curve P-256");
            }
            if (!"RSA".equals(key.getAlgorithm())) {
                throw new SealException("algorithm RS256 needs an RSA key");
            }
            return new RSASSASigner(key);
        } catch (JOSEException | IllegalArgumentException e) {
            throw new SealException("an RSA key needs at least " + LEAST_RSA_BITS + " bits");
        }
    }

    List<X509Certificate> chain() {
        return chain;
    }

    JWSAlgorithm algorithm() {
        return algorithm;
    }

    JWSSigner signer() {
        return signer;
    }

    /** Shows the algorithm only. */
    @Override
    public String toString() {
        return "a key for " + algorithm;
    }
}
