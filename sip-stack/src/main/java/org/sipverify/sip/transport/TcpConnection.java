package org.sipverify.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.guard.FramingException;
import org.sipverify.sip.guard.MessageFramer;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** One connection: its framing, its time limits, and how many messages it may have in progress. */
final class TcpConnection extends ChannelWire {
    private static final Logger LOG = LogManager.getLogger();
    private static final byte[] PONG = "\r\n".getBytes(US_ASCII);

    /**
     * Messages of one connection that may wait to be handled; beyond that it is not read until half of them are done.
     */
    private static final int MOST_WAITING = 64;

    /** Unsent bytes that count as sent; only a peer that reads too slowly has more. */
    private static final int SOON_GONE = 4 << 10;

    /**
     * Bytes of one read that are a message or two and are handled on the reading thread; more are handed to other
     * threads.
     */
    private static final int ABOUT_ONE = 6 << 10;

    private final TransportLimits limits;
    private final Share share;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger answersToCome = new AtomicInteger();
    private final AtomicReference<byte @Nullable []> lastWords = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean ending;
    private volatile boolean busy;

    TcpConnection(SocketChannel channel, TransportLimits limits, Receiver receiver, TransportMeter meter, Share share) {
        super(channel, receiver, meter);
        this.limits = limits;
        this.share = share;
    }

    @Override
    public void send(byte[] message) throws IOException {
        if (!channel.isActive()) {
            throw new IOException("the connection from " + remote() + " is closed");
        }
        boolean unread = limits.connections().writeHighWater() - channel.bytesBeforeUnwritable() > SOON_GONE;
        if (unread && !share.take(message.length)) {
            lose(Loss.SLOW_READER);
            throw new IOException(remote() + " does not read what is sent to it");
        }
        receiver.leaving(this, message);
        if (unread) {
            Outgoing.send(channel, message, () -> share.give(message.length));
        } else {
            Outgoing.send(channel, message);
        }
        if (!channel.isWritable()) {
            channel.eventLoop().execute(this::endIfUnread);
        }
    }

    /** Runs after the pending writes: if the system has not accepted them, the peer does not read. */
    private void endIfUnread() {
        var unsent = channel.unsafe().outboundBuffer(); // null once it is closed
        if (unsent != null && !unsent.isEmpty() && !channel.isWritable()) {
            lose(Loss.SLOW_READER);
        }
    }

    @Override
    public boolean isBusy() {
        return busy;
    }

    @Override
    public void handled() {
        var left = waiting.decrementAndGet();
        if (left == 0 && ending) {
            endIfDone();
        } else if (left == MOST_WAITING / 2 && !ending) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void hold() {
        answersToCome.incrementAndGet();
    }

    @Override
    public void release() {
        if (answersToCome.decrementAndGet() == 0 && ending) {
            endIfDone();
        }
    }

    /** Sends the last message once all earlier ones are handled, and closes when their calls are answered too. */
    private void endIfDone() {
        if (waiting.get() > 0) {
            return;
        }
        var last = lastWords.getAndSet(null);
        if (last != null && channel.isActive()) {
            receiver.leaving(this, last);
            Outgoing.send(channel, last);
        }
        channel.config().setAutoRead(true); // data is ignored, but the peer's close must be noticed
        if (answersToCome.get() == 0 && over.compareAndSet(false, true)) {
            Outgoing.closeGently(channel);
        }
    }

    ChannelHandler inbound() {
        return new Inbound();
    }

    private void hand(byte[] message) {
        if (waiting.incrementAndGet() == MOST_WAITING) {
            channel.config().setAutoRead(false);
            if (waiting.get() <= MOST_WAITING / 2 && !ending) { // handled before this thread set the flag
                channel.config().setAutoRead(true);
            }
        }
        receiver.received(this, message);
    }

    private final class Inbound extends SimpleChannelInboundHandler<ByteBuf> implements MessageFramer.Sink {
        private final MessageFramer framer =
                new MessageFramer(limits.message().maxHeader(), limits.message().maxBody());
        private @Nullable Future<?> patience;
        private int charged;

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            try {
                busy = bytes.readableBytes() > ABOUT_ONE;
                framer.feed(ByteBufUtil.getBytes(bytes), this);
                charge(framer.held());
                watch(context.channel());
            } catch (FramingException e) {
                LOG.debug("{}: {}", remote(), e.getMessage());
                turnAway(e);
            }
        }

        /** Accounts for a message that has begun; if there is no room for it, the connection is closed. */
        private void charge(int octets) {
            if (octets <= charged) {
                share.give(charged - octets);
                charged = octets;
            } else if (share.take(octets - charged)) {
                charged = octets;
            } else {
                lose(Loss.HELD_FULL);
            }
        }

        /** The start of the next message is unknown, so the response is the last message sent. */
        private void turnAway(FramingException problem) {
            meter.lost(Loss.FRAMING);
            receiver.rejected(TcpConnection.this, problem);
            channel.config().setAutoRead(false);
            problem.refusal()
                    .match(
                            sound -> Optional.<byte[]>empty(),
                            refused -> refused.response(remote(), Integer.MAX_VALUE),
                            dropped -> Optional.<byte[]>empty())
                    .ifPresent(answer -> {
                        receiver.unframed(TcpConnection.this, problem.arrived());
                        lastWords.set(answer);
                    });
            endSoon();
        }

        private void endSoon() {
            ending = true;
            endMessage();
            channel.eventLoop()
                    .execute(TcpConnection.this::endIfDone); // after the responses that wait there to be written
        }

        /** The peer has shut down its output but may still read, as when a file is piped into a socket. */
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ChannelInputShutdownEvent.INSTANCE) {
                endSoon();
            }
            context.fireUserEventTriggered(event);
        }

        @Override
        public void message(byte[] message) {
            patience = stop(patience);
            hand(message);
        }

        @Override
        public void ping() {
            Outgoing.send(channel, PONG);
        }

        /**
         * A message that has begun must be complete in time: one byte every few seconds does not keep a connection
         * open. The time does not count while this side is not reading.
         */
        private void watch(Channel connection) {
            if (framer.isEmpty() || !connection.config().isAutoRead()) {
                patience = stop(patience);
            } else if (patience == null) {
                patience = connection
                        .eventLoop()
                        .schedule(
                                () -> lose(Loss.SLOW_MESSAGE),
                                limits.connections().messageTime().toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        }

        private static @Nullable Future<?> stop(@Nullable Future<?> timer) {
            if (timer != null) {
                timer.cancel(false);
            }
            return null;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            endMessage();
            context.fireChannelInactive();
        }

        private void endMessage() {
            patience = stop(patience);
            framer.close();
            charge(0);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
            if (problem instanceof ReadTimeoutException) {
                lose(Loss.IDLE);
            } else if (problem instanceof IOException || problem instanceof DecoderException) {
                close(); // the peer is gone, or does not speak TLS
            } else {
                LOG.error("the connection from {} failed", remote(), problem);
                close();
            }
        }
    }
}
