package org.sipverify.sip.transport;

import io.netty.channel.ChannelPipeline;

/** Speaks TLS to those who come. */
@FunctionalInterface
public interface TlsServer {
    /** Adds to a new connection what decrypts it; a failed handshake is counted and closes it. */
    void secure(ChannelPipeline connection, TransportMeter meter);
}
