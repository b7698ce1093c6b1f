package org.sipverify.sip.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.List;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** A wire with its own connected channel. */
abstract class ChannelWire implements Wire {
    final Channel channel;
    final Receiver receiver;
    final TransportMeter meter;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;

    ChannelWire(Channel channel, Receiver receiver, TransportMeter meter) {
        this.channel = channel;
        this.receiver = receiver;
        this.meter = meter;
        this.remote = (InetSocketAddress) channel.remoteAddress(); // a closed channel no longer has one
        this.local = (InetSocketAddress) channel.localAddress();
    }

    @Override
    public final InetSocketAddress remote() {
        return remote;
    }

    @Override
    public final InetSocketAddress local() {
        return local;
    }

    @Override
    public final List<String> tlsIdentities() {
        var names = channel.attr(TlsServer.PEER).get();
        return names == null ? List.of() : names;
    }

    @Override
    public final boolean isTls() {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    final void close() {
        Outgoing.close(channel);
    }

    final void lose(Loss why) {
        meter.lost(why);
        close();
    }
}
