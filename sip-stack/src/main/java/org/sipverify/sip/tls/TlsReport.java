package org.sipverify.sip.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What a server showed in a handshake, whether or not it was trusted.
 *
 * @param version such as TLSv1.3; empty where the handshake did not come so far
 * @param cipherSuite likewise
 * @param chain its own certificate first
 */
public record TlsReport(String version, String cipherSuite, List<Certificate> chain) {
    /** Longer names are cut, and more certificates left out. */
    private static final int LONGEST_NAME = 200;

    private static final int MOST_NAMES = 100;
    private static final int MOST_CERTIFICATES = 10;

    /**
     * A certificate. Its texts are on one line and short.
     *
     * @param names those of its subjectAltName
     */
    public record Certificate(String subject, List<String> names, String issuer, Instant notAfter) {
        static Certificate of(X509Certificate certificate) {
            return new Certificate(
                    shown(certificate.getSubjectX500Principal().getName()),
                    SanNames.of(certificate).every().stream()
                            .limit(MOST_NAMES)
                            .map(Certificate::shown)
                            .toList(),
                    shown(certificate.getIssuerX500Principal().getName()),
                    certificate.getNotAfter().toInstant());
        }

        private static String shown(String name) {
            return HandshakeFailure.printable(name, LONGEST_NAME);
        }
    }

    static TlsReport of(String version, String cipherSuite, List<X509Certificate> chain) {
        return new TlsReport(
                version,
                cipherSuite,
                chain.stream().limit(MOST_CERTIFICATES).map(Certificate::of).toList());
    }
}
