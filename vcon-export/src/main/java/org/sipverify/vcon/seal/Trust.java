package org.sipverify.vcon.seal;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.PemFile;

/** Whose signatures are trusted: the given certificates, or none. */
public final class Trust {
    private final Set<X509Certificate> anchors;

    private Trust(Set<X509Certificate> anchors) {
        this.anchors = anchors;
    }

    /** How far a signer is known. */
    public enum Standing {
        /** Its chain leads to a trust anchor. */
        TRUSTED,
        /** No anchors were given, and its certificate is self-signed, which proves nothing. */
        SELF_SIGNED,
        /** No anchors were given, so its chain was checked but leads to an unknown authority. */
        UNKNOWN
    }

    /** No anchors: signatures are checked, but nothing proves whose certificate it is. */
    public static Trust none() {
        return new Trust(Set.of());
    }

    /**
     * The certificates of a PEM file, authorities or signers themselves.
     *
     * @throws SealException when the file has none
     */
    public static Trust anchors(Path pem) throws SealException {
        try {
            return new Trust(Set.copyOf(PemFile.certificates(pem)));
        } catch (PemException e) {
            throw new SealException(String.valueOf(e.getMessage()));
        }
    }

    /** The standing of a signer at that time; revocation is not checked. */
    Standing standing(List<X509Certificate> chain, Instant at) throws SealException {
        try {
            return checked(chain, at);
        } catch (SealException e) {
            var signer = chain.get(0).getSubjectX500Principal();
            throw new SealException("the certificate of " + signer + " is not trusted: " + e.getMessage());
        }
    }

    private Standing checked(List<X509Certificate> chain, Instant at) throws SealException {
        CertificateChecks.checkOrder(chain);
        for (var certificate : chain) {
            CertificateChecks.checkValid(certificate, at);
        }
        if (anchors.isEmpty()) {
            return CertificateChecks.isSelfSigned(chain.get(0)) ? Standing.SELF_SIGNED : Standing.UNKNOWN;
        }
        if (!anchors.contains(chain.get(0))) {
            validate(chain, at);
        }
        return Standing.TRUSTED;
    }

    /** PKIX wants the path without the anchor it ends at. */
    private void validate(List<X509Certificate> chain, Instant at) throws SealException {
        try {
            var path = chain.stream()
                    .takeWhile(certificate -> !anchors.contains(certificate))
                    .toList();
            var parameters = new PKIXParameters(anchors.stream()
                    .map(anchor -> new TrustAnchor(anchor, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            var unused = CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (GeneralSecurityException e) {
            throw new SealException("it does not lead to a trust anchor");
        }
    }
}
