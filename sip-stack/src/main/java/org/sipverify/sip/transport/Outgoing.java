package org.sipverify.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Channel operations that are not waited for: a failure goes to the channel's handler, or is ignored. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Outgoing {
    /** Milliseconds a peer has to read the last message; a peer that is done closes sooner. */
    private static final long LINGER = 500;

    static void send(Channel channel, byte[] message) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(message), channel.voidPromise());
    }

    /** @param then run when the message has been passed to the kernel, or has failed */
    static void send(Channel channel, byte[] message, Runnable then) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(message)).addListener(done -> then.run());
    }

    static void send(Channel channel, byte[] message, InetSocketAddress to) {
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(message), to), channel.voidPromise());
    }

    /**
     * After the pending data, shuts down output, and closes when the peer does or a moment later. If the connection
     * were closed at once with unread octets, it would be reset, and the peer's system would discard what it has not
     * read yet, including the last message. Data that still arrives must be read and ignored.
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
