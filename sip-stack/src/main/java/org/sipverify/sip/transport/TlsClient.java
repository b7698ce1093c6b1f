package org.sipverify.sip.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;

/** Makes the TLS end of connections that this server opens. */
@FunctionalInterface
public interface TlsClient {
    /**
     * The handler of one connection. It names the domain to the peer (SNI, RFC 6066) and takes only a certificate that is
     * for that domain (RFC 5922 section 7).
     */
    SslHandler handler(ByteBufAllocator allocator, String domain, int port);
}
