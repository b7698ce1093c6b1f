package org.sipverify.sip.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server when its certificate is signed by a trusted authority and names the domain that is being called: the
 * peer host of the engine.
 */
final class PeerCheck extends ServerTrust {
    PeerCheck(X509ExtendedTrustManager authorities) {
        super(authorities, "only a server with a known name can be trusted here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        authorities().checkServerTrusted(chain, authType, engine);
        requireName(chain[0], String.valueOf(engine.getPeerHost()));
    }

    /** RFC 5922 section 7.2. */
    static void requireName(X509Certificate certificate, String domain) throws OtherNameException {
        var names = SanNames.of(certificate);
        if (!names.prove(domain)) {
            throw new OtherNameException(names.all());
        }
    }
}
