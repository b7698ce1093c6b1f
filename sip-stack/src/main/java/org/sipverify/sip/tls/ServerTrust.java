package org.sipverify.sip.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts nobody, but for what a subclass knows better: each way of asking that does not say which server is called fails. */
abstract class ServerTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager authorities;
    private final String refusal;

    /** @param refusal why all else is refused */
    ServerTrust(X509ExtendedTrustManager authorities, String refusal) {
        this.authorities = authorities;
        this.refusal = refusal;
    }

    final X509ExtendedTrustManager authorities() {
        return authorities;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw refused();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw refused();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw refused();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw refused();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw refused();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw refused();
    }

    private CertificateException refused() {
        return new CertificateException(refusal);
    }
}
