package org.sipverify.sip.transport;

import io.netty.channel.ChannelPipeline;
import io.netty.util.AttributeKey;
import java.util.List;

/** Accepts TLS connections. */
@FunctionalInterface
public interface TlsServer {
    /** The names in the certificate of a connection's peer, set once it is verified; absent where there is none. */
    AttributeKey<List<String>> PEER = AttributeKey.valueOf(TlsServer.class, "peer");

    /** Adds the handlers that decrypt a new connection; a failed handshake is counted and closes it. */
    void secure(ChannelPipeline connection, TransportMeter meter);
}
