package org.sipverify.sip.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ImmediateExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import org.sipverify.sip.transport.TlsClient;

/** Calls servers over TLS without a client certificate, which a probe does not have. */
public final class TlsCaller implements TlsClient {
    private final SslContext context;
    private final Duration handshakeTimeout;

    private TlsCaller(SslContext context, Duration handshakeTimeout) {
        this.context = context;
        this.handshakeTimeout = handshakeTimeout;
    }

    /**
     * Trusts these authorities, or the JDK's if no file is named.
     *
     * @throws TlsFileException when the file cannot be read or has no certificate
     */
    public static TlsCaller trusting(Optional<Path> caFile, Duration handshakeTimeout) throws TlsFileException {
        var authorities = Authorities.of(caFile);
        try {
            return new TlsCaller(Contexts.client(null, authorities), handshakeTimeout);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the authorities were read but cannot be used", e);
        }
    }

    @Override
    public SslHandler handler(ByteBufAllocator allocator, String domain, int port) {
        return handler(context, allocator, domain, port, handshakeTimeout, ImmediateExecutor.INSTANCE);
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
