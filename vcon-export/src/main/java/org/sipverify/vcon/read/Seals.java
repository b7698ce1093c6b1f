package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;

/** Checks signatures and opens encrypted vCons. */
public interface Seals {
    /** What a JOSE library does. */
    static Seals standard() {
        return new NimbusSeals();
    }

    /**
     * Who signed.
     *
     * @param algorithm of the signature
     * @param until the end of the certificate
     */
    record Signer(String name, String algorithm, Instant until) {}

    /**
     * Checks the first signature of the general JSON serialisation: algorithm, chain to one of these authorities, and the
     * signature itself by the chain's first certificate.
     *
     * @param at when the certificates must be valid
     * @throws SealException when anything of this does not hold
     */
    Signer verify(ObjectNode jws, Set<X509Certificate> authorities, Instant at) throws SealException;

    /**
     * Opens the general JSON serialisation of a JWE.
     *
     * @return what was encrypted
     * @throws SealException when the key is not that of a recipient, or the content was changed
     */
    byte[] open(ObjectNode jwe, PrivateKey key) throws SealException;
}
