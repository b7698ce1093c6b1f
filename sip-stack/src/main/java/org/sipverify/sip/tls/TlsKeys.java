package org.sipverify.sip.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.Mapping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLEngine;
import org.sipverify.sip.transport.TlsClient;
import org.sipverify.sip.transport.TlsServer;
import org.sipverify.sip.transport.TransportMeter;

/** The certificates, keys and trusted authorities in force; each handshake uses those in force when it begins. */
public final class TlsKeys implements TlsServer, TlsClient, TlsFiles, AutoCloseable {
    /** Bytes of a caller's first message; with post-quantum key shares it has about 2000. */
    private static final int LARGEST_CLIENT_HELLO = 16 * 1024;

    private final TlsConfig config;
    private final HandshakeLog failures = new HandshakeLog(System::nanoTime);
    private final ExecutorService arithmetic;
    private volatile Contexts current;

    private TlsKeys(TlsConfig config, Contexts current) {
        this.config = config;
        this.current = current;
        this.arithmetic = Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors() / 2), task -> new Thread(task, "tls-handshake"));
    }

    /**
     * Reads the files.
     *
     * @throws TlsFileException if a file is unusable
     */
    public static TlsKeys load(TlsConfig config) throws TlsFileException {
        // The JDK has no other way to reject renegotiation, and reads this once, at the first handshake it answers.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        return new TlsKeys(config, Contexts.read(config));
    }

    @Override
    public void reload() throws TlsFileException {
        current = Contexts.read(config);
    }

    @Override
    public List<Path> files() {
        return config.files();
    }

    @Override
    public Map<Path, Instant> expiries() {
        return current.expiries();
    }

    @Override
    public void secure(ChannelPipeline connection, TransportMeter meter) {
        connection.addLast(new Sni(current::serving)).addLast(new Handshake(failures, meter));
    }

    @Override
    public SslHandler handler(ByteBufAllocator allocator, String domain, int port) {
        return TlsCaller.handler(current.client(), allocator, domain, port, timeout(), arithmetic);
    }

    private Duration timeout() {
        return config.handshakeTimeout();
    }

    @Override
    public void close() {
        arithmetic.shutdownNow();
    }

    /**
     * Reads the server name that the caller sends, then is replaced by that certificate's handler. Signing does not run
     * on the event loop.
     */
    private final class Sni extends SniHandler {
        Sni(Mapping<String, SslContext> contexts) {
            super(contexts, LARGEST_CLIENT_HELLO, timeout().toMillis());
        }

        @Override
        protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
            var handler = new Secure(context.newEngine(allocator), arithmetic);
            handler.setHandshakeTimeoutMillis(timeout().toMillis());
            return handler;
        }
    }

    /**
     * A peer that disconnects during a handshake leaves no handler in the pipeline: Netty would log the failure with
     * its stack.
     */
    private static final class Secure extends SslHandler {
        Secure(SSLEngine engine, Executor arithmetic) {
            super(engine, arithmetic);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable problem) throws Exception {
            if (!context.isRemoved()) {
                super.exceptionCaught(context, problem);
            }
        }
    }
}
