package org.sipverify.sip.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;

/** Speaks TLS to a server of a known name. */
@FunctionalInterface
public interface TlsClient {
    /**
     * What encrypts one connection. Its handshake fails unless the server proves to be that domain (RFC 5922).
     *
     * @param domain a domain name, or an IP address, bracketed or not
     */
    SslHandler handler(ByteBufAllocator allocator, String domain, int port);
}
