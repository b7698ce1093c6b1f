package org.sipverify.sip.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ImmediateExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.transport.TlsClient;

/** Calls servers over TLS without a client certificate, which a probe does not have. */
public final class TlsCaller implements TlsClient {
    private final List<X509Certificate> authorities;
    private final Duration handshakeTimeout;
    private @Nullable SslContext context;

    private TlsCaller(List<X509Certificate> authorities, Duration handshakeTimeout) {
        this.authorities = authorities;
        this.handshakeTimeout = handshakeTimeout;
    }

    /**
     * Trusts these authorities, or the JDK's if no file is named.
     *
     * @throws TlsFileException when the file cannot be read or has no certificate
     */
    public static TlsCaller trusting(Optional<Path> caFile, Duration handshakeTimeout) throws TlsFileException {
        return new TlsCaller(Authorities.of(caFile), handshakeTimeout);
    }

    /** Made for the first call over TLS: to read the JDK's own authorities takes a fifth of the time of a call over UDP. */
    private synchronized SslContext context() {
        try {
            var made = context == null ? Contexts.client(null, authorities) : context;
            context = made;
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the authorities were read but cannot be used", e);
        }
    }

    @Override
    public SslHandler handler(ByteBufAllocator allocator, String domain, int port) {
        return handler(context(), allocator, domain, port, handshakeTimeout, ImmediateExecutor.INSTANCE);
    }

    static SslHandler handler(
            SslContext context,
            ByteBufAllocator allocator,
            String domain,
            int port,
            Duration handshakeTimeout,
            Executor arithmetic) {
        var host = domain.replaceAll("[\\[\\]]", "");
        var handler = context.newHandler(allocator, host, port, arithmetic);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        if (NetUtil.createByteArrayFromIpAddressString(host) == null) {
            // The JDK leaves out a name without a dot.
            var parameters = handler.engine().getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(SanNames.domain(host))));
            handler.engine().setSSLParameters(parameters);
        }
        return handler;
    }
}
