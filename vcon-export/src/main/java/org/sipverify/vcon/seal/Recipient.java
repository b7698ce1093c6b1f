package org.sipverify.vcon.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * A recipient that can open what is encrypted.
 *
 * @param keyId the thumbprint of the key (RFC 7638), which its owner can compute from the private key
 */
record Recipient(RSAPublicKey key, String keyId) {
    private static final int LEAST_BITS = 2048;

    static Recipient of(X509Certificate certificate, Instant now) throws SealException {
        CertificateChecks.checkValid(certificate, now);
        if (!(certificate.getPublicKey() instanceof RSAPublicKey rsa)
                || rsa.getModulus().bitLength() < LEAST_BITS) {
            throw new SealException("a recipient's certificate needs an RSA key of at least " + LEAST_BITS + " bits");
        }
        return new Recipient(rsa, thumbprint(rsa));
    }

    static String thumbprint(RSAPublicKey key) {
        try {
            return new RSAKey.Builder(key).build().computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
