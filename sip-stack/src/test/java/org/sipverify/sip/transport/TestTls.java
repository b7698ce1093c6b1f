package org.sipverify.sip.transport;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server of the JDK's with a certificate of its own, and the client that trusts it: one end each way. */
public final class TestTls implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    /** What a server does with a connection. */
    @FunctionalInterface
    public interface Talk {
        void with(InputStream in, OutputStream out) throws IOException;
    }

    /** How each connection went: the names the client asked for (SNI), or why it failed. */
    public final BlockingQueue<String> handshakes = new LinkedBlockingQueue<>();

    /** What was said last on each connection: {@code end}, or the failure. */
    public final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    private final KeyStore store;
    private final SSLServerSocket socket;
    private final List<SSLSocket> open = new CopyOnWriteArrayList<>();

    private TestTls(KeyStore store, SSLServerSocket socket) {
        this.store = store;
        this.socket = socket;
    }

    /** A server whose certificate is for these names. */
    public static TestTls forNames(Path directory, Talk talk, String... names) throws Exception {
        var store = certificate(directory.resolve(names[0] + ".p12"), names);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var server = new TestTls(store, socket);
        new Thread(() -> server.accept(talk)).start();
        return server;
    }

    private static KeyStore certificate(Path file, String... names) throws Exception {
        if (!Files.exists(file)) {
            make(file, names);
        }
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void make(Path file, String... names) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var making = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=a test",
                        "-ext",
                        "SAN=dns:" + String.join(",dns:", names),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (making.waitFor() != 0) {
            throw new AssertionError("no certificate could be made");
        }
    }

    /** The client's end: SNI is the domain, and the certificate must be for it. */
    public TlsClient client() throws Exception {
        var context = SslContextBuilder.forClient()
                .trustManager((X509Certificate) store.getCertificate("own"))
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
