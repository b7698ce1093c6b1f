package org.sipverify.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** What is done to a channel without waiting for it: a failure comes to the channel's handler, or nobody minds it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Outgoing {
    /** How long a peer has to read the last thing, in milliseconds; one that is done closes sooner. */
    private static final long LINGER = 500;

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

    /**
     * Behind what is being sent tells the peer that nothing follows, and closes when the peer has, or a moment later.
     * Closed at once with octets of the peer unread, the connection would be reset, and the peer's system throws away
     * what it has not read yet, the last thing among it. What still comes is to be read and ignored.
     */
    static void closeGently(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (channel instanceof DuplexChannel both && both.isInputShutdown()) {
                channel.close();
                return;
            }
            var tls = channel.pipeline().get(SslHandler.class);
            if (tls != null) {
                tls.closeOutbound();
            } else if (channel instanceof DuplexChannel both) {
                both.shutdownOutput();
            }
            channel.config().setAutoRead(true);
            var closing = channel.eventLoop().schedule(() -> channel.close(), LINGER, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> closing.cancel(false));
        });
    }

    static void close(Channel channel) {
        channel.close();
    }

    private Outgoing() {}
}
