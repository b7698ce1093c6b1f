package org.sipverify.sip.transport;

import io.netty.channel.ChannelPipeline;

/** Accepts TLS connections. */
@FunctionalInterface
public interface TlsServer {
    /** Adds the handlers that decrypt a new connection; a failed handshake is counted and closes it. */
    void secure(ChannelPipeline connection, TransportMeter meter);
}
