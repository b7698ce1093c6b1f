package org.sipverify.sip.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;

/** Makes TLS connections to a server with a known name. */
@FunctionalInterface
public interface TlsClient {
    /**
     * The handler that encrypts one connection. Its handshake fails unless the server proves its domain (RFC 5922).
     *
     * @param domain a domain name, or an IP address, bracketed or not
     */
    SslHandler handler(ByteBufAllocator allocator, String domain, int port);
}
