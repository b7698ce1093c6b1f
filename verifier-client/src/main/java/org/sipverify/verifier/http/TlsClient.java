package org.sipverify.verifier.http;

import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.sipverify.formats.pem.PemException;
import org.sipverify.formats.pem.TrustedCertificates;

/** This server's side of TLS: whom it trusts, and the name that the certificate must have. */
final class TlsClient {
    private static final int IDLE_SECONDS = 10;

    private final SSLContext context;
    private final String peer;
    private final int port;
    private final Executor cryptography = threads();

    /** An IPv6 address may be in brackets. Certificates contain it without. */
    TlsClient(Optional<Path> caFile, String host, int port) {
        this.context = context(caFile);
        this.peer = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        this.port = port;
    }

    /** For one connection. */
    SslHandler handler() {
        var engine = context.createSSLEngine(peer, port);
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        engine.setSSLParameters(parameters);
        var handler = new SslHandler(engine, cryptography);
        handler.setHandshakeTimeoutMillis(0); // the deadline of the request is over everything
        return handler;
    }

    /** Keys and chains of certificates take milliseconds, which event loops do not have. */
    private static Executor threads() {
        int most = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
        var threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), TlsClient::thread);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "verifier-tls");
        thread.setDaemon(true);
        return thread;
    }

    private static SSLContext context(Optional<Path> caFile) {
        try {
            return caFile.isPresent() ? TrustedCertificates.besidesTheJdks(caFile.get()) : SSLContext.getDefault();
        } catch (PemException e) {
            throw new IllegalStateException("a file that was readable when the configuration was read is not now", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }
}
