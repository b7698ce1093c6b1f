package org.sipverify.sip.transport;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.sipverify.testkit.CertificateAuthority;

/** A TLS server of the JDK's with a certificate of its own, and the client that trusts it: one end each way. */
public final class TestTls implements AutoCloseable {
    /** What a server does with a connection. */
    @FunctionalInterface
    public interface Talk {
        void with(InputStream in, OutputStream out) throws IOException;
    }

    /** How each connection went: the names the client asked for (SNI), or why it failed. */
    public final BlockingQueue<String> handshakes = new LinkedBlockingQueue<>();

    /** What was said last on each connection: {@code end}, or the failure. */
    public final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    private final CertificateAuthority authority;
    private final SSLServerSocket socket;
    private final List<SSLSocket> open = new CopyOnWriteArrayList<>();

    private TestTls(CertificateAuthority authority, SSLServerSocket socket) {
        this.authority = authority;
        this.socket = socket;
    }

    /** A server whose certificate is for these names. */
    public static TestTls forNames(Talk talk, String... names) throws IOException {
        var authority = new CertificateAuthority("Test CA");
        var own = authority.issue(Stream.of(names).map(name -> "dns:" + name).toArray(String[]::new));
        var socket = (SSLServerSocket) authority
                .trusting(own)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var server = new TestTls(authority, socket);
        new Thread(() -> server.accept(talk)).start();
        return server;
    }

    /** The client's end: SNI is the domain, and the certificate must be for it. */
    public TlsClient client() throws Exception {
        var context = SslContextBuilder.forClient()
                .trustManager(authority.certificate())
                .build();
        return (allocator, domain, port) -> {
            var handler = context.newHandler(allocator, domain, port);
            var parameters = handler.engine().getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            handler.engine().setSSLParameters(parameters);
            return handler;
        };
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void accept(Talk talk) {
        try {
            while (true) {
                var connection = (SSLSocket) socket.accept();
                open.add(connection);
                new Thread(() -> serve(connection, talk)).start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(SSLSocket connection, Talk talk) {
        try (connection) {
            connection.startHandshake();
            var session = (ExtendedSSLSession) connection.getSession();
            handshakes.add(session.getRequestedServerNames().toString());
            talk.with(connection.getInputStream(), connection.getOutputStream());
            ends.add("end");
        } catch (IOException e) {
            ends.add(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var connection : open) {
            connection.close();
        }
    }
}
