package org.sipverify.vcon.seal;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Checks certificates before anything is sealed with them. */
final class CertificateChecks {
    private CertificateChecks() {}

    /** Each must be issued by the one after it (RFC 7515, 4.1.6). */
    static void checkOrder(List<X509Certificate> chain) throws SealException {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!issued(chain.get(i + 1), chain.get(i))) {
                throw new SealException("certificate " + (i + 2) + " of the chain did not issue certificate " + (i + 1)
                        + "; the key's own comes first, then its issuers");
            }
        }
    }

    static void checkValid(X509Certificate certificate, Instant now) throws SealException {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new SealException(
                    "the certificate expired on " + certificate.getNotAfter().toInstant());
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new SealException("the certificate is not valid before "
                    + certificate.getNotBefore().toInstant());
        }
    }

    static boolean isSelfSigned(X509Certificate certificate) {
        return issued(certificate, certificate);
    }

    private static boolean issued(X509Certificate issuer, X509Certificate subject) {
        try {
            subject.verify(issuer.getPublicKey());
            return issuer.getSubjectX500Principal().equals(subject.getIssuerX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
