package org.sipverify.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** What is done to a channel without waiting for it: a failure comes to the channel's handler, or nobody minds it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Outgoing {
    static void send(Channel channel, byte[] message) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(message), channel.voidPromise());
    }

    /** @param then done when the message is with the kernel, or never will be */
    static void send(Channel channel, byte[] message, Runnable then) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(message)).addListener(done -> then.run());
    }

    static void send(Channel channel, byte[] message, InetSocketAddress to) {
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(message), to), channel.voidPromise());
    }

    static void sendAndClose(Channel channel, byte[] message) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(message)).addListener(ChannelFutureListener.CLOSE);
    }

    static void close(Channel channel) {
        channel.close();
    }

    private Outgoing() {}
}
