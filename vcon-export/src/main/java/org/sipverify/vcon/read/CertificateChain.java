package org.sipverify.vcon.read;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The x5c of a signature: the signer's certificate first, each next one the issuer of the one before (RFC 7515, 4.1.6). */
record CertificateChain(List<X509Certificate> certificates) {
    private static final int LONGEST = 10;

    /** Reads the values of x5c, which are base64 of DER. */
    static CertificateChain of(List<?> x5c) throws SealException {
        if (x5c.isEmpty() || x5c.size() > LONGEST) {
            throw new SealException("x5c holds " + x5c.size() + " certificates; one to " + LONGEST + " are expected");
        }
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var certificates = new ArrayList<X509Certificate>();
            for (var entry : x5c) {
                var der = Base64.getDecoder().decode(String.valueOf(entry));
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
            return new CertificateChain(List.copyOf(certificates));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SealException("x5c holds what is no certificate: " + e.getMessage());
        }
    }

    X509Certificate signer() {
        return certificates.get(0);
    }

    /** Whether it leads to one of these authorities, all valid at this time. Revocation is not asked for. */
    void validate(Set<X509Certificate> authorities, Instant at) throws SealException {
        try {
            var path = certificates.stream()
                    .filter(it -> !authorities.contains(it))
                    .toList();
            if (path.isEmpty()) {
                signer().checkValidity(Date.from(at));
                return;
            }
            var anchors =
                    authorities.stream().map(it -> new TrustAnchor(it, null)).collect(Collectors.toSet());
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (GeneralSecurityException e) {
            throw new SealException(
                    "the certificate of " + signer().getSubjectX500Principal() + " is not trusted: " + e.getMessage());
        }
    }
}
