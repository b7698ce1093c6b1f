package org.sipverify.vcon.seal;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a valid signature says.
 *
 * @param vcon what was signed, as JSON text; inflated when it was gzipped
 * @param chain the signer's certificate and its issuers
 * @param standing how far the signer is known
 */
public record Verified(String vcon, UUID uuid, String algorithm, List<X509Certificate> chain, Trust.Standing standing) {

    public Verified {
        chain = List.copyOf(chain);
    }

    /** The subject of the certificate. */
    public String signer() {
        return chain.get(0).getSubjectX500Principal().getName();
    }

    /** When that certificate expires. */
    public Instant until() {
        return chain.get(0).getNotAfter().toInstant();
    }
}
