package org.sipverify.sip.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.sip.testbed.TlsSamples;
import org.sipverify.sip.tls.TlsConfig.ClientAuth;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Issued;
import org.sipverify.testkit.PemFiles;

/** Whom we take for whom we call; the server is the JDK's own. */
class TlsClientTest {
    private static final CertificateAuthority CA = new CertificateAuthority("Test CA");
    private static final Issued OWN = CA.issue("dns:own.example");

    @TempDir
    private Path directory;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService called = Executors.newSingleThreadExecutor();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private TlsKeys keys;

    @BeforeEach
    void load() throws Exception {
        var files = new PemFiles(directory);
        var ca = files.write("ca.pem", PemFiles.text(CA.certificate()));
        keys = TlsKeys.load(new TlsConfig(
                5062,
                List.of(TlsSamples.keyFiles(files.write("own", OWN))),
                Optional.of(ca),
                ClientAuth.NONE,
                Duration.ofSeconds(30)));
    }

    @AfterEach
    void close() {
        keys.close();
        called.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ParameterizedTest
    @MethodSource
    void aServerMustProveWhoItIs(String whom, Issued server, CertificateAuthority trusts, String problem)
            throws Exception {
        try (var socket = listen(trusts, server, false)) {
            assertEquals(problem, call(whom, socket.getLocalPort()));
        }
    }

    static Stream<Arguments> aServerMustProveWhoItIs() {
        var other = new CertificateAuthority("Other CA");
        return Stream.of(
                argumentSet("its name", "a.example", CA.issue("dns:a.example"), CA, ""),
                argumentSet("its sip URI", "a.example", CA.issue("uri:sip:a.example"), CA, ""),
                argumentSet("its address", "127.0.0.1", CA.issueRsa("ip:127.0.0.1"), CA, ""),
                argumentSet(
                        "another name",
                        "b.example",
                        CA.issue("dns:a.example", "dns:c.example"),
                        CA,
                        "certificate for another name: a.example, c.example"),
                argumentSet(
                        "a wildcard",
                        "x.a.example",
                        CA.issue("dns:*.a.example"),
                        CA,
                        "certificate for another name: *.a.example"),
                argumentSet("only a common name", "common.example", CA.issue(), CA, "certificate for another name"),
                argumentSet("expired", "a.example", CA.issueExpired("dns:a.example"), CA, "certificate expired"),
                argumentSet(
                        "another CA",
                        "a.example",
                        other.issue("dns:a.example"),
                        CA,
                        "certificate of an unknown authority"));
    }

    @Test
    void aServerIsToldWhomWeWant() throws Exception {
        try (var socket = listen(CA, CA.issue("dns:localhost"), false)) {
            assertEquals("", call("localhost", socket.getLocalPort()));
            assertEquals("localhost", heard.poll(20, TimeUnit.SECONDS), "the JDK leaves out a name without a dot");
        }
    }

    @Test
    void aServerThatAsksIsShownOurCertificate() throws Exception {
        try (var socket = listen(CA, CA.issue("dns:a.example"), true)) {
            assertEquals("", call("a.example", socket.getLocalPort()));
            assertEquals("a.example", heard.poll(20, TimeUnit.SECONDS));
            assertEquals(OWN.certificate(), heard.poll(20, TimeUnit.SECONDS));
        }
    }

    /** Two names on one address and port: the second is another server, which must prove itself. */
    @Test
    void aSecondNameIsNotProvedByTheFirst() throws Exception {
        try (var socket = listen(CA, CA.issue("dns:a.example"), false)) {
            assertEquals("", call("a.example", socket.getLocalPort()));
            assertEquals("certificate for another name: a.example", call("b.example", socket.getLocalPort()));
        }
    }

    /** Trust cannot be switched off: without authorities of its own it has the JDK's, which do not know this server's. */
    @Test
    void noAuthoritiesIsNotAnybody() throws Exception {
        var files = new PemFiles(directory);
        keys.close();
        keys = TlsKeys.load(new TlsConfig(
                5062,
                List.of(TlsSamples.keyFiles(files.write("own", OWN))),
                Optional.empty(),
                ClientAuth.NONE,
                Duration.ofSeconds(30)));
        try (var socket = listen(CA, CA.issue("dns:a.example"), false)) {
            assertEquals("certificate of an unknown authority", call("a.example", socket.getLocalPort()));
        }
    }

    private SSLServerSocket listen(CertificateAuthority ca, Issued shownToClients, boolean asks) throws IOException {
        var server = (SSLServerSocket) ca.trusting(shownToClients)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(asks);
        called.execute(() -> {
            while (!server.isClosed()) {
                try (var socket = (SSLSocket) server.accept()) {
                    answer(socket);
                } catch (IOException e) {
                    heard.add(e); // the client has gone, as it should
                }
            }
        });
        return server;
    }

    private void answer(SSLSocket socket) throws IOException {
        socket.startHandshake();
        var session = (ExtendedSSLSession) socket.getSession();
        session.getRequestedServerNames().forEach(name -> heard.add(((SNIHostName) name).getAsciiName()));
        if (socket.getNeedClientAuth()) {
            heard.add(session.getPeerCertificates()[0]);
        }
        socket.getInputStream().read();
    }

    /** Why there was no handshake; empty when there was one. */
    private String call(String whom, int port) throws Exception {
        var handler = new AtomicReference<SslHandler>();
        var channel = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        handler.set(keys.handler(connection.alloc(), whom, port));
                        connection.pipeline().addLast(handler.get());
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .sync()
                .channel();
        var handshake = handler.get().handshakeFuture().await();
        if (handshake.isSuccess()) {
            channel.writeAndFlush(channel.alloc().buffer().writeByte(0)).sync();
            assertTrue(channel.closeFuture().await(20, TimeUnit.SECONDS), "the server has heard all by then");
            return "";
        }
        assertTrue(channel.closeFuture().await(20, TimeUnit.SECONDS), "a refused connection is closed");
        assertFalse(channel.isActive());
        return HandshakeFailure.of(handshake.cause()).toString();
    }
}
