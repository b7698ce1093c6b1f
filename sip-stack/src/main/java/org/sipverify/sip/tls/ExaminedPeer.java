package org.sipverify.sip.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.sipverify.formats.net.IpAddress;

/**
 * The TLS of one connection that a probe has opened: the server is trusted as {@link PeerCheck} trusts it, and what it
 * showed is known afterwards, also when it was refused. The handshake waits for the peer; another thread ends it by closing
 * the connection.
 */
public final class ExaminedPeer {
    private final SSLSocket socket;
    private volatile List<X509Certificate> chain = List.of();
    private volatile String version = "";
    private volatile String suite = "";

    /** Who may sign the certificates of servers, as read from a file. */
    public static final class Trust {
        private final X509ExtendedTrustManager authorities;

        private Trust(X509ExtendedTrustManager authorities) {
            this.authorities = authorities;
        }

        /**
         * Those of the file, or the JDK's if none is named.
         *
         * @throws TlsFileException when the file cannot be read or has no certificate
         */
        public static Trust in(Optional<Path> caFile) throws TlsFileException {
            try {
                return new Trust(Contexts.trust(Authorities.of(caFile)));
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException("the authorities were read but cannot be used", e);
            }
        }
    }

    private ExaminedPeer(Socket connected, String domain, Trust trust) throws IOException {
        this.socket = (SSLSocket)
                context(trust, domain).getSocketFactory().createSocket(connected, domain, connected.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setProtocols(Contexts.PROTOCOLS);
        var known = List.of(socket.getSupportedCipherSuites());
        parameters.setCipherSuites(
                Contexts.SUITES.stream().filter(known::contains).toArray(String[]::new));
        if (IpAddress.parse(domain).isEmpty()) {
            parameters.setServerNames(
                    List.of(new SNIHostName(SanNames.domain(domain)))); // the JDK leaves out one without a dot
        }
        socket.setSSLParameters(parameters);
    }

    /**
     * Over a connection that is open.
     *
     * @param domain that the peer's certificate must name: a name, or an IP address without brackets
     */
    public static ExaminedPeer over(Socket connected, String domain, Trust trust) throws IOException {
        return new ExaminedPeer(connected, domain, trust);
    }

    private SSLContext context(Trust trust, String domain) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Witness(trust.authorities, domain)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** Waits until both sides agree; {@link HandshakeFailure} reads what is thrown when they do not. */
    public SSLSocket shakeHands() throws IOException {
        socket.startHandshake();
        version = socket.getSession().getProtocol();
        suite = socket.getSession().getCipherSuite();
        return socket;
    }

    /** To be written to after the handshake. */
    public SSLSocket socket() {
        return socket;
    }

    /** What it has shown until now; empty while that is nothing. */
    public Optional<TlsReport> report() {
        return chain.isEmpty() ? Optional.empty() : Optional.of(TlsReport.of(version, suite, chain));
    }

    /** Keeps what the peer shows, then judges it. */
    private final class Witness extends ServerTrust {
        private final String domain;

        Witness(X509ExtendedTrustManager authorities, String domain) {
            super(authorities, "only the server at the other end of a socket can be trusted here");
            this.domain = domain;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String authType, Socket of)
                throws CertificateException {
            chain = List.of(shown);
            authorities().checkServerTrusted(shown, authType, of);
            PeerCheck.requireName(shown[0], domain);
        }
    }
}
