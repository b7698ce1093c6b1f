package org.sipverify.vcon.seal;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a signature that holds says.
 *
 * @param vcon what was signed, as JSON text; inflated when it was gzipped
 * @param chain the signer's certificate and its issuers
 * @param standing how far the signer is known
 */
public record Verified(String vcon, UUID uuid, String algorithm, List<X509Certificate> chain, Trust.Standing standing) {

    public Verified {
        chain = List.copyOf(chain);
    }

    /** Whom the certificate names. */
    public String signer() {
        return chain.get(0).getSubjectX500Principal().getName();
    }

    /** The end of that certificate. */
    public Instant until() {
        return chain.get(0).getNotAfter().toInstant();
    }
}
