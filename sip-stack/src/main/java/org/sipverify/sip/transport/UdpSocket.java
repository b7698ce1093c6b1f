package org.sipverify.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.transport.TransportMeter.Loss;

/** One bound UDP socket. Nothing is read before {@link #read}. */
public final class UdpSocket implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    /** The kernel grants at most net.core.rmem_max; datagrams that do not fit are lost before they can be counted. */
    private static final int KERNEL_BUFFER = 4 << 20;

    /**
     * Datagrams of one read that are handled on the reading thread; more are handed to other threads. With 2 instead of
     * 8 a call costs 6 % more at 2,000 calls a second: datagrams arrive in small bursts, and each one would wake a
     * thread.
     */
    private static final int ALONE = 8;

    private final Channel channel;
    private final Optional<DirectSend> direct;
    private final Inbound inbound;
    private final InetSocketAddress local;
    private final TransportMeter meter;

    private UdpSocket(Channel channel, Inbound inbound, InetSocketAddress local, TransportMeter meter) {
        this.channel = channel;
        this.direct = DirectSend.by(channel);
        this.inbound = inbound;
        this.local = local;
        this.meter = meter;
    }

    /**
     * Binds the socket.
     *
     * @throws IOException when the address is taken or not this machine's
     */
    public static UdpSocket bind(InetSocketAddress local, EventLoops loops, Receiver receiver, TransportMeter meter)
            throws IOException {
        return bind(loops.udp(), local, receiver, meter);
    }

    private static UdpSocket bind(Bootstrap bootstrap, InetSocketAddress local, Receiver receiver, TransportMeter meter)
            throws IOException {
        var inbound = new Inbound(local, receiver, meter);
        var bound = bootstrap
                .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER)
                .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER)
                .option(ChannelOption.AUTO_READ, false)
                .handler(inbound)
                .bind(local)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(String.valueOf(bound.cause().getMessage()), bound.cause());
        }
        var socket = new UdpSocket(bound.channel(), inbound, local, meter);
        inbound.socket = socket;
        return socket;
    }

    /**
     * Opens a second socket at the address of this one. From then on the kernel puts the datagrams of some sources
     * there, so that a flood from other sources, which fills the buffer of this socket, cannot displace them. This
     * socket was bound exclusively first, so that another server on the port is still detected.
     *
     * @param sources whose datagrams go to the second socket
     * @throws IOException when the operating system cannot do this
     */
    public UdpSocket openFor(SourceProgram sources, EventLoops loops) throws IOException {
        if (!loops.areNative()) {
            throw new IOException("this needs Linux and Netty's native transport");
        }
        channel.config().setOption(EpollChannelOption.SO_REUSEPORT, true);
        UdpSocket second = null;
        try {
            second = bind(
                    loops.priorityUdp().option(EpollChannelOption.SO_REUSEPORT, true), local, inbound.receiver, meter);
            second.select(sources);
            return second;
        } catch (IOException | ChannelException e) {
            if (second != null) {
                second.close();
            }
            channel.config()
                    .setOption(EpollChannelOption.SO_REUSEPORT, false); // otherwise another server could join the port
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Has the kernel put the datagrams of other sources into this second socket from now on.
     *
     * @throws IOException when the operating system cannot do this
     */
    public void select(SourceProgram sources) throws IOException {
        var program = sources.assemble();
        try {
            channel.config().setOption(SourceProgram.ATTACH, program.struct());
        } catch (ChannelException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        } finally {
            Reference.reachabilityFence(program.filter());
        }
    }

    /** Starts reading datagrams. */
    public void read() {
        channel.config().setAutoRead(true);
    }

    /** The address it is bound to. */
    public InetSocketAddress local() {
        return local;
    }

    /** The wire to a peer through this socket. */
    public Wire to(InetSocketAddress remote) {
        return new Peer(remote);
    }

    @Override
    public void close() {
        direct.ifPresent(DirectSend::close);
        channel.close().awaitUninterruptibly();
    }

    private final class Peer implements Wire {
        private final InetSocketAddress remote;

        Peer(InetSocketAddress remote) {
            this.remote = remote;
        }

        @Override
        public InetSocketAddress remote() {
            return remote;
        }

        @Override
        public InetSocketAddress local() {
            return local;
        }

        @Override
        public Wire to(int port) {
            return port == remote.getPort() ? this : new Peer(new InetSocketAddress(remote.getAddress(), port));
        }

        @Override
        public void send(byte[] message) throws IOException {
            if (!channel.isWritable()) {
                meter.lost(Loss.UDP_SEND);
                throw new IOException("the UDP socket's buffer is full");
            }
            inbound.receiver.leaving(this, message);
            if (direct.isEmpty() || !direct.get().send(message, remote)) {
                Outgoing.send(channel, message, remote);
            }
        }

        @Override
        public boolean isBusy() {
            return inbound.lastBatch > ALONE;
        }

        @Override
        public void handled() {
            // sends are not waited for: a datagram that cannot be queued is dropped
        }
    }

    private static final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {
        private final InetSocketAddress local;
        private final Receiver receiver;
        private final TransportMeter meter;
        private volatile UdpSocket socket;
        private int batch;
        private volatile int lastBatch;

        @SuppressWarnings("NullAway.Init") // the socket is set before reading begins
        Inbound(InetSocketAddress local, Receiver receiver, TransportMeter meter) {
            this.local = local;
            this.receiver = receiver;
            this.meter = meter;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            batch++;
            try {
                receiver.received(socket.to(packet.sender()), ByteBufUtil.getBytes(packet.content()));
            } catch (RuntimeException | Error bug) {
                LOG.error(
                        "handling a datagram of {} bytes failed",
                        packet.content().readableBytes(),
                        bug);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            lastBatch = batch;
            batch = 0;
            context.fireChannelReadComplete();
        }

        /** Usually an ICMP error for an earlier datagram: it concerns that peer, not the socket. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
            meter.lost(Loss.UDP_SEND);
            LOG.debug("UDP on {}: {}", local, problem.toString());
        }
    }
}
